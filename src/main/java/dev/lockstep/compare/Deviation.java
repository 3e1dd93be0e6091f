package dev.lockstep.compare;

/**
 * One element beside what was expected of it.
 *
 * @param row the row, counted in the whole tensor
 * @param column the column, 0 in a vector
 * @param actual what the implementation computed
 * @param expected what it should be
 * @param allowed how far the two may lie apart
 */
public record Deviation(int row, int column, double actual, double expected, double allowed) {

  /** The distance; NaN if either number is NaN or both are the same infinity. */
  public double difference() {
    return Math.abs(actual - expected);
  }

  /** Whether the element passes; never with NaN or an infinity on either side or as the bound. */
  public boolean isWithin() {
    double difference = difference();
    return Double.isFinite(difference) && difference <= allowed && allowed <= Double.MAX_VALUE;
  }

  /**
   * The distance as a multiple of what is allowed: at most 1 exactly where the element passes.
   * Infinite where NaN or an infinity is involved, also as the bound, and where something differs
   * that may not differ at all.
   */
  public double excess() {
    if (isWithin()) {
      return allowed == 0 ? 0 : difference() / allowed;
    }
    double excess = difference() / allowed;
    return allowed > 0 && allowed <= Double.MAX_VALUE && excess > 0
        ? Math.max(excess, Math.nextUp(1.0))
        : Double.POSITIVE_INFINITY;
  }
}
