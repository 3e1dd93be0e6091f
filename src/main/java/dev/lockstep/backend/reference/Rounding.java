package dev.lockstep.backend.reference;

/**
 * What becomes of each operation's result before it is stored: the number format of a training.
 *
 * <p>An operation is one addition, multiplication, division, root or elementary function, computed
 * in float64 and then handed to {@link #of}. A sum of products hands over every partial sum.
 */
public interface Rounding {

  /** The stored form of an operation's result. NaN and infinities stay what they are. */
  double of(double result);

  /** The product of two stored numbers inside a matrix product, before it is added up. */
  default double product(double a, double b) {
    return a * b;
  }

  /** The stored form of exp, log, tanh or the logistic function's result. */
  default double elementary(double result) {
    return of(result);
  }

  /** The stored form of a constant such as a decay rate, the same each time it is asked for. */
  default double constant(double value) {
    return of(value);
  }

  /** float64: every result is stored as it is. */
  static Rounding exact() {
    return ExactRounding.INSTANCE;
  }

  /** float32: every result is rounded to the nearest float32. */
  static Rounding float32() {
    return Float32Rounding.INSTANCE;
  }
}
