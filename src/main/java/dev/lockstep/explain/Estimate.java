package dev.lockstep.explain;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * A setting as the updates tell it.
 *
 * @param value what leaves least
 * @param low no less than this
 * @param high no more than this
 * @param told whether the interval is so narrow that the data can be said to tell the setting
 */
public record Estimate(double value, double low, double high, boolean told) {
  private static final int MOST_DIGITS = 17;

  /** The number of fewest decimal digits in the interval, the nearest to the value of those. */
  public double shortest() {
    if (low <= 0 && high >= 0) {
      return 0;
    }
    for (int digits = 1; digits < MOST_DIGITS; digits++) {
      double rounded = new BigDecimal(value).round(new MathContext(digits)).doubleValue();
      if (rounded >= low && rounded <= high) {
        return rounded;
      }
    }
    return value;
  }

  /** The number and how far it may be off: {@code 1e-7 ± 2.1e-9}. */
  @Override
  public String toString() {
    double half = (high - low) / 2;
    double rounded =
        Double.isFinite(half) ? new BigDecimal(half).round(new MathContext(2)).doubleValue() : half;
    return Decimal.text(shortest()) + " ± " + Decimal.text(rounded);
  }
}
