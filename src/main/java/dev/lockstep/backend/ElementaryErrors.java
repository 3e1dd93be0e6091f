package dev.lockstep.backend;

import dev.lockstep.tensor.Precision;

/**
 * How accurate a library's elementary functions (exp, log, tanh, the logistic function) are: the
 * largest relative error over their range, in units of the precision's roundoff, 1 or more.
 *
 * @param float32 in float32
 * @param float64 in float64
 */
public record ElementaryErrors(double float32, double float64) {

  /** Functions that err by no more than a rounding. */
  public static final ElementaryErrors ROUNDED = new ElementaryErrors(1, 1);

  /** The error in a precision. */
  public double of(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> float32;
      case FLOAT64 -> float64;
    };
  }
}
