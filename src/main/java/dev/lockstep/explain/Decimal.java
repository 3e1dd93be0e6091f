package dev.lockstep.explain;

import java.math.BigDecimal;

/** Settings as people write them: {@code 0.001}, {@code 1e-8}, {@code 30}. */
public final class Decimal {
  private static final double SMALLEST_PLAIN = 1e-4;
  private static final double LARGEST_PLAIN = 1e7;

  private Decimal() {}

  /**
   * All digits of a number and no more: plain from 0.0001 to ten millions, with an exponent beyond;
   * {@code NaN}, {@code Infinity} and {@code -Infinity} as such.
   */
  public static String text(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal digits = BigDecimal.valueOf(value).stripTrailingZeros();
    double size = Math.abs(value);
    if (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN) {
      return digits.toPlainString();
    }
    int exponent = digits.precision() - digits.scale() - 1;
    return digits.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
  }
}
