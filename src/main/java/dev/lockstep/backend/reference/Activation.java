package dev.lockstep.backend.reference;

/** A function that a cell applies to each number, with its derivative. */
public interface Activation {
  /** The hyperbolic tangent. */
  Activation TANH = new Tanh();

  /** The larger of a number and zero. */
  Activation RELU = new Relu();

  /** The function's value at a number. */
  double value(double x, Rounding rounding);

  /** The slope where the function has this value. */
  double slope(double value, Rounding rounding);

  /** {@code tanh}, whose slope is 1 less its value's square. */
  record Tanh() implements Activation {
    @Override
    public double value(double x, Rounding rounding) {
      return rounding.tanh(x);
    }

    @Override
    public double slope(double value, Rounding rounding) {
      return rounding.of(1 - rounding.of(value * value));
    }
  }

  /** {@code max(x, 0)}, whose slope is 1 above zero and else 0. */
  record Relu() implements Activation {
    @Override
    public double value(double x, Rounding rounding) {
      return Math.max(x, 0);
    }

    @Override
    public double slope(double value, Rounding rounding) {
      return value > 0 ? 1 : 0;
    }
  }
}
