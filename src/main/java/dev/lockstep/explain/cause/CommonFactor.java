package dev.lockstep.explain.cause;

import dev.lockstep.compare.TensorPair;
import java.util.List;
import java.util.Optional;

/**
 * The one factor by which tensors differ from the expected ones, and how much of the noise it
 * leaves.
 *
 * @param factor the number of fewest digits of those that fit
 * @param excess the largest distance from the scaled expected numbers, over what is allowed
 */
record CommonFactor(double factor, double excess) {

  /**
   * The factor of some tensors. Each element leaves an interval of factors, {@code (actual ±
   * allowed) / expected}, with what is allowed scaled likewise; the intervals of all must meet.
   *
   * @return empty if there is none, or it is 0 or cannot be told
   */
  static Optional<CommonFactor> of(List<TensorPair> pairs) {
    double[] products = new double[2];
    for (TensorPair pair : pairs) {
      Numbers.forEach(
          pair,
          (from, piece, count) -> {
            for (int i = 0; i < count; i++) {
              products[0] += piece.expected()[i] * piece.actual()[i];
              products[1] += piece.expected()[i] * piece.expected()[i];
            }
          });
    }
    double rough = products[0] / products[1];
    if (!Double.isFinite(rough) || rough == 0) {
      return Optional.empty();
    }
    double[] interval = {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY};
    for (TensorPair pair : pairs) {
      Numbers.forEach(pair, (from, piece, count) -> narrow(interval, piece, count, rough));
    }
    if (!(interval[0] <= interval[1]) || !Double.isFinite(interval[1] - interval[0])) {
      return Optional.empty();
    }
    double factor = simplest(interval[0], interval[1]);
    double excess = excess(pairs, factor);
    return excess <= 1 ? Optional.of(new CommonFactor(factor, excess)) : Optional.empty();
  }

  private static void narrow(double[] interval, TensorPair.Piece piece, int count, double rough) {
    for (int i = 0; i < count; i++) {
      double expected = Math.abs(piece.expected()[i]);
      double actual = Math.copySign(1, piece.expected()[i]) * piece.actual()[i];
      double allowed = Math.abs(rough) * piece.allowed()[i];
      if (expected > 0) {
        interval[0] = Math.max(interval[0], (actual - allowed) / expected);
        interval[1] = Math.min(interval[1], (actual + allowed) / expected);
      } else if (!(Math.abs(actual) <= allowed)) {
        interval[1] = Double.NEGATIVE_INFINITY; // no factor makes something of nothing
      }
    }
  }

  /** A whole number, or one over a whole number, before one of many digits. */
  private static double simplest(double low, double high) {
    double direct = Numbers.shortest(low, high);
    double inverse = low > 0 || high < 0 ? 1 / Numbers.shortest(1 / high, 1 / low) : direct;
    boolean whole = direct == Math.rint(direct);
    boolean one = Math.rint(1 / inverse) == 1 / inverse;
    boolean inside = inverse >= low && inverse <= high;
    return !whole && one && inside ? inverse : direct;
  }

  /** What is left of some tensors if the expected ones are scaled. */
  static double excess(List<TensorPair> pairs, double factor) {
    return pairs.stream()
        .mapToDouble(
            pair ->
                pair.changed(
                        values -> DerivedValues.scaled(values, factor),
                        noise -> DerivedValues.scaled(noise, Math.abs(factor)))
                    .result()
                    .maxExcess())
        .max()
        .orElse(0);
  }
}
