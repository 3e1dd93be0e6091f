package dev.lockstep.backend;

import dev.lockstep.tensor.Precision;

/**
 * How accurate a library's elementary functions (exp, log, tanh, the logistic function) are over
 * their whole range, as far as results are normal numbers; measured in the tests.
 *
 * @param float32 the largest relative error in float32, in units of its roundoff, 1 or more
 * @param float64 the same in float64
 * @param absoluteOfTanh what comes to the error of tanh whatever its value, in units of the
 *     precision's roundoff: 0 for a tanh that is accurate near zero, above it for one that is
 *     computed as the difference of numbers near one
 */
public record ElementaryErrors(double float32, double float64, double absoluteOfTanh) {

  /** Functions that err by no more than a rounding. */
  public static final ElementaryErrors ROUNDED = new ElementaryErrors(1, 1, 0);

  /** The relative error in a precision. */
  public double of(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> float32;
      case FLOAT64 -> float64;
    };
  }
}
