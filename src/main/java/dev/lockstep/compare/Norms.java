package dev.lockstep.compare;

/**
 * For each of many places the root of the sum of squares of the numbers that came to it, each
 * divided by the largest so far, so that no square falls out of float64's range. (As LAPACK's
 * {@code dlassq}.) Once NaN or an infinity has come to a place, its norm is infinite.
 */
final class Norms {
  private final double[] largest;
  private final double[] sums;

  /** Zeros. */
  Norms(int size) {
    this.largest = new double[size];
    this.sums = new double[size];
  }

  int size() {
    return sums.length;
  }

  void add(int place, double number) {
    double magnitude = Math.abs(number);
    if (magnitude <= largest[place]) {
      if (magnitude > 0 && largest[place] <= Double.MAX_VALUE) {
        double ratio = magnitude / largest[place];
        sums[place] += ratio * ratio;
      }
    } else if (magnitude <= Double.MAX_VALUE) {
      double ratio = largest[place] / magnitude;
      sums[place] = sums[place] * (ratio * ratio) + 1;
      largest[place] = magnitude;
    } else {
      largest[place] = Double.POSITIVE_INFINITY;
      sums[place] = 1;
    }
  }

  double of(int place) {
    return largest[place] * Math.sqrt(sums[place]);
  }
}
