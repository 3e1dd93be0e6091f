package dev.lockstep.compare;

/**
 * One element beside what was expected of it.
 *
 * @param flat its row-major index in the tensor
 * @param actual what the implementation computed; NaN also where it has no such element
 * @param expected what it should be; NaN also where nothing is expected
 * @param allowed how far the two may lie apart; 0 or more
 */
public record Element(long flat, double actual, double expected, double allowed) {

  /** The distance; NaN if either number is NaN or both are the same infinity. */
  public double difference() {
    return Math.abs(actual - expected);
  }

  /**
   * Whether the element passes; never with NaN or an infinity on either side, nor as what is
   * allowed.
   */
  public boolean isWithin() {
    return isWithin(difference(), allowed);
  }

  /** The rule of tolerance, which stands nowhere else: NaN passes neither comparison. */
  static boolean isWithin(double difference, double allowed) {
    return difference <= allowed && allowed <= Double.MAX_VALUE;
  }

  /**
   * The distance as a multiple of what is allowed: at most 1 exactly where the element passes.
   * Infinite where NaN or an infinity is involved, also as what is allowed, and where something
   * differs that may not differ at all.
   */
  public double excess() {
    return excess(difference(), allowed);
  }

  static double excess(double difference, double allowed) {
    if (isWithin(difference, allowed)) {
      return allowed == 0 ? 0 : difference / allowed;
    }
    double excess = difference / allowed;
    return allowed > 0 && allowed <= Double.MAX_VALUE && excess > 0
        ? Math.max(excess, Math.nextUp(1.0))
        : Double.POSITIVE_INFINITY;
  }
}
