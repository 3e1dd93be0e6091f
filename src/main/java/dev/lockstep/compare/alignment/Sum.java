package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.ElementType;
import java.util.Arrays;
import java.util.Optional;

/**
 * A tensor that may be the sum of two of its shape, perhaps with its blocks of rows in another
 * order. The numbers must agree as well as rounding both addends and the sum to the coarsest of the
 * three types allows: half a unit in the last place of each.
 */
final class Sum {
  /** The most blocks, as of gates, whose order is sought. */
  private static final int MOST_BLOCKS = 8;

  private final Content sum;
  private final Content one;
  private final Content other;
  private final ElementType type;

  Sum(Content sum, Content one, Content other) {
    this.sum = sum;
    this.one = one;
    this.other = other;
    this.type = Rounded.coarser(sum.typeWith(one), sum.typeWith(other));
  }

  /** Whether the totals allow it. */
  boolean couldBe() {
    if (sum.elements() == 0 || !type.isFloating()) {
      return false;
    }
    Summary whole = sum.summary(sum.values().type());
    Summary left = one.summary(one.values().type());
    Summary right = other.summary(other.values().type());
    double unit = type.unitInLastPlace(1);
    double magnitude = whole.magnitude() + left.magnitude() + right.magnitude();
    double smallest = sum.elements() * type.unitInLastPlace(0);
    // The totals were added in float64, one number after the other.
    double adding = magnitude * sum.elements() * 0x1p-53;
    double difference = Math.abs(whole.total() - (left.total() + right.total()));
    return difference <= magnitude * unit + adding + smallest;
  }

  /** For each block of rows of the sum the one of the addends; the fewest blocks that fit. */
  Optional<int[]> order() {
    int rows = sum.shape().rows();
    for (int blocks = 1; blocks <= Math.min(MOST_BLOCKS, rows); blocks++) {
      if (rows % blocks == 0) {
        int[] order = order(blocks, sum.elements() / blocks);
        if (order != null) {
          return Optional.of(order);
        }
      }
    }
    return Optional.empty();
  }

  private int[] order(int blocks, long size) {
    int[] order = new int[blocks];
    boolean[] taken = new boolean[blocks];
    Arrays.fill(order, -1);
    for (int block = 0; block < blocks; block++) {
      for (int from = 0; from < blocks && order[block] < 0; from++) {
        if (!taken[from] && agree(block * size, from * size, size)) {
          order[block] = from;
          taken[from] = true;
        }
      }
      if (order[block] < 0) {
        return null;
      }
    }
    return order;
  }

  private boolean agree(long inSum, long inAddends, long elements) {
    int size = (int) Math.min(Summary.CHUNK, elements);
    double[] whole = new double[size];
    double[] left = new double[size];
    double[] right = new double[size];
    for (long done = 0; done < elements; done += size) {
      int count = (int) Math.min(size, elements - done);
      sum.values().read(inSum + done, whole, count);
      one.values().read(inAddends + done, left, count);
      other.values().read(inAddends + done, right, count);
      for (int i = 0; i < count; i++) {
        if (!agree(whole[i], left[i], right[i])) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean agree(double whole, double left, double right) {
    double units =
        type.unitInLastPlace(whole) + type.unitInLastPlace(left) + type.unitInLastPlace(right);
    return Math.abs(whole - (left + right)) <= units / 2;
  }
}
