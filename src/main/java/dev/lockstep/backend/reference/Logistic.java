package dev.lockstep.backend.reference;

/** The logistic function, PyTorch's {@code sigmoid}. */
public final class Logistic {
  private Logistic() {}

  /** {@code 1 / (1 + exp(-x))}; 0 and 1 at the infinities, NaN for NaN. */
  public static double value(double x, Rounding rounding) {
    return rounding.elementary(1 / (1 + Math.exp(-x)));
  }

  /** The slope at the point where the function has this value. */
  public static double slope(double value, Rounding rounding) {
    return rounding.of(value * rounding.of(1 - value));
  }
}
