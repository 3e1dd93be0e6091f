package dev.lockstep.noise;

import dev.lockstep.compare.Bound;

/**
 * How many sample standard deviations a number may lie from its sample's mean, so that a right one
 * lies outside as seldom whatever the size of the sample: as seldom as ten times the deviation of
 * sixteen randomly rounded replays is passed, if deviations are normal. The fewer the sample, the
 * more it may have missed how far rounding goes, and Student's distribution says by how much.
 */
public final class StudentFactor {
  /** The number of replays to which the multiple of the noise belongs. */
  private static final int REPLAYS = 16;

  private static final double PROBABILITY = tail(Bound.Noise.MULTIPLE, REPLAYS);
  private static final int HALVINGS = 200;

  private StudentFactor() {}

  /**
   * The factor for a standard deviation of so many degrees of freedom: 10 for 16, 9.0e3 for 2 and
   * 2.4e7 for 1.
   *
   * @param degrees of freedom, 1 or more: one less than the numbers of the sample
   */
  public static double of(int degrees) {
    if (degrees < 1) {
      throw new IllegalArgumentException(degrees + " degrees of freedom");
    }
    double below = 0;
    double above = 1;
    while (tail(above, degrees) > PROBABILITY) {
      above *= 2;
    }
    for (int i = 0; i < HALVINGS && below < above; i++) {
      double middle = (below + above) / 2;
      if (tail(middle, degrees) > PROBABILITY) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return above;
  }

  /**
   * How likely Student's t lies outside ±t, by the finite sums of Abramowitz and Stegun, "Handbook
   * of Mathematical Functions", 26.7.3 and 26.7.4.
   */
  static double tail(double t, int degrees) {
    double angle = Math.atan2(t, Math.sqrt(degrees));
    double cosine = Math.cos(angle);
    double sine = Math.sin(angle);
    if (degrees % 2 == 0) {
      double term = 1;
      double sum = 1;
      for (int k = 2; k < degrees; k += 2) {
        term *= cosine * cosine * (k - 1) / k;
        sum += term;
      }
      return 1 - sine * sum;
    }
    double sum = 0;
    double term = cosine;
    for (int k = 1; k < degrees; k += 2) {
      sum += term;
      term *= cosine * cosine * (k + 1) / (k + 2);
    }
    return 1 - 2 / Math.PI * (angle + sine * sum);
  }
}
