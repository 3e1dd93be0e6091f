package dev.lockstep.explain.cause;

import dev.lockstep.compare.TensorPair;
import dev.lockstep.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;

/** Finds for each slice of a tensor the expected slice that it is, within the noise. */
final class RowOrder {
  private static final int MOST_SLICES = 4096;

  // of the standard deviation of all numbers
  private static final double FAR = 1e-2;

  private final double[] expected;
  private final double[] actual;
  private final double[] allowed;
  private final int slices;
  private final int width;
  private final boolean columns;
  private final double spread;

  private RowOrder(TensorPair pair, int axis) {
    Shape shape = pair.expected().shape();
    int size = Math.toIntExact(shape.elements());
    TensorPair.Piece whole = new TensorPair.Piece(size);
    pair.read(0, whole, size);
    this.expected = whole.expected();
    this.actual = whole.actual();
    this.allowed = whole.allowed();
    this.slices = Math.toIntExact(shape.dimensions().get(axis));
    this.width = size / slices;
    this.columns = axis == 1;
    this.spread = Math.sqrt(StatUtils.populationVariance(expected));
  }

  /**
   * The expected slice of every actual slice; empty if there is none for some, or all stand where
   * they should.
   *
   * @param axis 0 for rows, 1 for the columns of a matrix
   */
  static Optional<int[]> of(TensorPair pair, int axis) {
    Shape shape = pair.expected().shape();
    if (shape.rank() <= axis || shape.dimensions().get(axis) > MOST_SLICES) {
      return Optional.empty();
    }
    return new RowOrder(pair, axis).order();
  }

  private Optional<int[]> order() {
    int[] order = new int[slices];
    boolean[] taken = new boolean[slices];
    boolean moved = false;
    for (int slice = 0; slice < slices; slice++) {
      int found = find(slice, taken);
      if (found < 0) {
        return Optional.empty();
      }
      if (found != slice && !isFar(slice)) {
        return Optional.empty();
      }
      order[slice] = found;
      taken[found] = true;
      moved |= found != slice;
    }
    return moved ? Optional.of(order) : Optional.empty();
  }

  /**
   * Whether a slice lies as far from the expected one as slices of another place do: where many
   * numbers are almost the same, a small error looks like an exchange of two.
   */
  private boolean isFar(int slice) {
    double squares = 0;
    for (int i = 0; i < width; i++) {
      double apart = actual[place(slice, i)] - expected[place(slice, i)];
      squares += apart * apart;
    }
    return Math.sqrt(squares / width) >= FAR * spread;
  }

  /** Its own place first: slices that are alike stay where they are. */
  private int find(int slice, boolean[] taken) {
    if (!taken[slice] && agree(slice, slice)) {
      return slice;
    }
    for (int from = 0; from < slices; from++) {
      if (!taken[from] && agree(slice, from)) {
        return from;
      }
    }
    return -1;
  }

  private boolean agree(int slice, int from) {
    for (int i = 0; i < width; i++) {
      int here = place(slice, i);
      int there = place(from, i);
      if (!(Math.abs(actual[here] - expected[there]) <= allowed[there])) {
        return false;
      }
    }
    return true;
  }

  private int place(int slice, int i) {
    return columns ? i * slices + slice : slice * width + i;
  }

  /** The order of the largest blocks of neighbours that move together: of gates, say. */
  static List<Integer> blocks(int[] order) {
    for (int size = order.length / 2; size > 1; size--) {
      if (order.length % size == 0 && moveTogether(order, size)) {
        List<Integer> blocks = new ArrayList<>();
        for (int i = 0; i < order.length; i += size) {
          blocks.add(order[i] / size);
        }
        return blocks;
      }
    }
    return Arrays.stream(order).boxed().toList();
  }

  private static boolean moveTogether(int[] order, int size) {
    for (int i = 0; i < order.length; i++) {
      int first = order[i - i % size];
      if (first % size != 0 || order[i] != first + i % size) {
        return false;
      }
    }
    return true;
  }
}
