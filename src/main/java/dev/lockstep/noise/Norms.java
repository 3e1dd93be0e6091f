package dev.lockstep.noise;

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

  /** Takes in all numbers that came to the other's places. */
  void addAll(Norms other) {
    for (int place = 0; place < sums.length; place++) {
      if (other.sums[place] > 0) {
        double sum = other.sums[place] - 1; // beside the largest
        add(place, other.largest[place]);
        double ratio = other.largest[place] / largest[place];
        sums[place] += sum == 0 ? 0 : sum * ratio * ratio;
      }
    }
  }

  /** The root of the sum of squares. */
  double of(int place) {
    return largest[place] * Math.sqrt(sums[place]);
  }

  /** The largest magnitude. */
  double largest(int place) {
    return largest[place];
  }
}
