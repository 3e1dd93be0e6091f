package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.Values;

/** For every axis of a tensor the hashes of its slices, whatever the order within each. */
final class Slices {
  /** Beyond this extent an axis keeps its order, and its slices are not told apart. */
  static final int LONGEST = 1 << 20;

  private Slices() {}

  /**
   * The sums of the hashes of each index's elements along each axis.
   *
   * @param extents of a view of the values with as many elements, row-major
   * @return for each axis as many sums as it is long; null for one that is too long
   */
  static long[][] of(Values values, long[] extents) {
    long[][] sums = new long[extents.length][];
    for (int axis = 0; axis < extents.length; axis++) {
      sums[axis] = extents[axis] > LONGEST ? null : new long[(int) extents[axis]];
    }
    if (extents.length > 0) {
      add(values, extents, sums);
    }
    return sums;
  }

  private static void add(Values values, long[] extents, long[][] sums) {
    long elements = values.shape().elements();
    int last = extents.length - 1;
    long[] index = new long[extents.length];
    double[] chunk = new double[(int) Math.min(Summary.CHUNK, elements)];
    long row = 0;
    for (long from = 0; from < elements; from += chunk.length) {
      int count = (int) Math.min(chunk.length, elements - from);
      values.read(from, chunk, count);
      for (int i = 0; i < count; i++) {
        long hash = Hash.of(chunk[i]);
        row += hash;
        if (sums[last] != null) {
          sums[last][(int) index[last]] += hash;
        }
        if (++index[last] == extents[last]) {
          endRow(row, index, extents, sums);
          row = 0;
        }
      }
    }
  }

  private static void endRow(long row, long[] index, long[] extents, long[][] sums) {
    for (int axis = 0; axis < index.length - 1; axis++) {
      if (sums[axis] != null) {
        sums[axis][(int) index[axis]] += row;
      }
    }
    int axis = index.length - 1;
    while (axis >= 0 && (axis == index.length - 1 || index[axis] == extents[axis])) {
      index[axis] = 0;
      axis--;
      if (axis >= 0) {
        index[axis]++;
      }
    }
  }
}
