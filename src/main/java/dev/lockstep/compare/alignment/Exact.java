package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Values;

/** Whether numbers are the same once both are rounded to the coarser type; NaN never is. */
final class Exact {
  private Exact() {}

  /** Whether two tensors with as many elements hold the same numbers in the same order. */
  static boolean same(Values expected, Values actual) {
    long elements = expected.shape().elements();
    ElementType type = Rounded.coarser(expected.type(), actual.type());
    Values one = Rounded.to(type, expected);
    Values other = Rounded.to(type, actual);
    int size = (int) Math.min(Summary.CHUNK, elements);
    double[] left = new double[size];
    double[] right = new double[size];
    // The first chunk is short: most tensors that differ do so at once.
    int count = (int) Math.min(64, elements);
    for (long from = 0; from < elements; from += count, count = next(from, size, elements)) {
      one.read(from, left, count);
      other.read(from, right, count);
      for (int i = 0; i < count; i++) {
        if (!(left[i] == right[i])) {
          return false;
        }
      }
    }
    return true;
  }

  private static int next(long from, int size, long elements) {
    return (int) Math.min(size, elements - from);
  }
}
