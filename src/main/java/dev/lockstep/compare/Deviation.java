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
    return element().difference();
  }

  /** Whether the element passes, as {@link Element#isWithin} says. */
  public boolean isWithin() {
    return element().isWithin();
  }

  /** The distance as a multiple of what is allowed, as {@link Element#excess} says. */
  public double excess() {
    return element().excess();
  }

  private Element element() {
    return new Element(0, actual, expected, allowed);
  }
}
