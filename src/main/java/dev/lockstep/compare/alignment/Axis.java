package dev.lockstep.compare.alignment;

import java.util.Arrays;

/** Where the indices along one axis of a view lead: how far each moves within the source. */
sealed interface Axis {

  /** How many indices there are. */
  long extent();

  /** How far, in elements of the source, an index in {@code 0 .. extent() - 1} moves. */
  long offset(long index);

  /** How many indices from one on, and before an end, lead to elements side by side; 1 or more. */
  long run(long index, long end);

  /** Indices from a first one on, with the same distance from each to the next. */
  record Strided(long first, long extent, long stride) implements Axis {
    @Override
    public long offset(long index) {
      return (first + index) * stride;
    }

    @Override
    public long run(long index, long end) {
      return stride == 1 ? end - index : 1;
    }
  }

  /** Indices in another order, or some of them: each index's place in the source times a stride. */
  record Listed(int[] order, long stride) implements Axis {
    @Override
    public long extent() {
      return order.length;
    }

    @Override
    public long offset(long index) {
      return order[(int) index] * stride;
    }

    @Override
    public long run(long index, long end) {
      long next = index + 1;
      while (stride == 1 && next < end && order[(int) next] == order[(int) next - 1] + 1) {
        next++;
      }
      return next - index;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Listed listed
          && stride == listed.stride
          && Arrays.equals(order, listed.order);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(stride) + 31 * Arrays.hashCode(order);
    }

    @Override
    public String toString() {
      return Arrays.toString(order) + " * " + stride;
    }
  }
}
