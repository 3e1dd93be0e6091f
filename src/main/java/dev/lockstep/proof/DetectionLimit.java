package dev.lockstep.proof;

import java.util.function.DoublePredicate;

/**
 * From which size on an error is seen.
 *
 * @param of what is wrong, as printed
 * @param part the smallest error that was seen, relative to what is wrong; NaN if none was
 */
public record DetectionLimit(String of, double part) {
  private static final double SMALLEST = 1e-10;
  private static final double LARGEST = 1;
  private static final double PRECISE = 1.1;

  /**
   * Halves the range of sizes until the limit is known within a tenth.
   *
   * @param of what is wrong, as printed
   * @param seen whether an error of some size is seen; a larger one is seen too
   */
  static DetectionLimit search(String of, DoublePredicate seen) {
    if (!seen.test(LARGEST)) {
      return new DetectionLimit(of, Double.NaN);
    }
    double unseen = SMALLEST;
    double limit = LARGEST;
    while (limit / unseen > PRECISE) {
      double middle = Math.sqrt(unseen * limit);
      if (seen.test(middle)) {
        limit = middle;
      } else {
        unseen = middle;
      }
    }
    return new DetectionLimit(of, limit);
  }
}
