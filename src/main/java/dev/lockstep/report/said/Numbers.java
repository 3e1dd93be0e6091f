package dev.lockstep.report.said;

import dev.lockstep.compare.Element;
import java.util.Locale;

/** Numbers as people read them, the same under every locale. */
public final class Numbers {
  private static final int MOST_DIGITS = 17;
  private static final int FEWEST_DIGITS = 6;

  private Numbers() {}

  /** Three significant digits: a difference, a tolerance. */
  public static String small(double value) {
    return significant(value, 3);
  }

  /** A multiple of what is allowed. */
  public static String multiple(double value) {
    return significant(value, value >= 100 && value < 1e4 ? 3 : 2) + "×";
  }

  /** Seconds to a tenth, or to a hundredth below ten. */
  public static String seconds(double seconds) {
    return String.format(Locale.ROOT, seconds < 10 ? "%.2f" : "%.1f", seconds);
  }

  /** A loss. */
  public static String loss(double value) {
    return significant(value, FEWEST_DIGITS);
  }

  /** A value with as many digits as its difference from another one needs to be seen. */
  public static String beside(double value, double difference) {
    double needed = Math.ceil(Math.log10(Math.abs(value) / difference)) + 2;
    int digits = Double.isFinite(needed) ? (int) Math.max(FEWEST_DIGITS, needed) : FEWEST_DIGITS;
    return significant(value, Math.min(MOST_DIGITS, digits));
  }

  /** Both sides of an element, with as many digits as their difference needs. */
  public static String sides(Element element) {
    return "actual "
        + beside(element.actual(), element.difference())
        + ", expected "
        + beside(element.expected(), element.difference());
  }

  /** Both sides of an element, how far they lie apart, and how far they may. */
  static String difference(Element element) {
    return sides(element)
        + ", difference "
        + small(element.difference())
        + ", allowed "
        + small(element.allowed());
  }

  /** A value with a number of decimals, as a published array prints it. */
  public static String decimals(double value, int decimals) {
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%." + decimals + "f", value)
        : nonFinite(value);
  }

  /** A whole number with its noun: {@code 1 value}, {@code 2 values}. */
  public static String count(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static String significant(double value, int digits) {
    if (value == 0) {
      return "0";
    }
    return Double.isFinite(value)
        ? String.format(Locale.ROOT, "%." + digits + "g", value)
        : nonFinite(value);
  }

  private static String nonFinite(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    return value > 0 ? "∞" : "-∞";
  }
}
