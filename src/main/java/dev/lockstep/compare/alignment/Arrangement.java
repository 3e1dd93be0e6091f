package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How an actual tensor's elements are laid out in the expected one: the axes in another order, each
 * perhaps with its indices in another order.
 *
 * @param expected the expected tensor's shape
 * @param actual the actual tensor's shape
 * @param folding the extents under which the axes correspond
 * @param axes for each expected axis of the folding the actual one
 * @param orders for each expected axis which index of the actual one stands where; null for the
 *     same order
 */
record Arrangement(
    Shape expected, Shape actual, Foldings.Folding folding, int[] axes, List<int[]> orders) {

  /** The same elements in the same order. */
  static Arrangement same(Shape expected, Shape actual) {
    long[] flat = {expected.elements()};
    List<int[]> order = new ArrayList<>();
    order.add(null);
    return new Arrangement(
        expected, actual, new Foldings.Folding(flat, flat), new int[] {0}, order);
  }

  /** The axes in every order that their extents allow, each in its own order. */
  static List<Arrangement> ofAxes(Shape expected, Shape actual, Foldings.Folding folding) {
    List<Arrangement> all = new ArrayList<>();
    int rank = folding.expected().length;
    List<int[]> inOrder = Collections.nCopies(rank, null);
    for (int[] axes : Foldings.permutations(rank)) {
      if (IntStream.range(0, rank)
          .allMatch(axis -> folding.expected()[axis] == folding.actual()[axes[axis]])) {
        all.add(new Arrangement(expected, actual, folding, axes, inOrder));
      }
    }
    return all;
  }

  /** What the actual tensor is made of, laid out so. */
  Recipe on(Recipe source) {
    if (orders.stream().allMatch(order -> order == null) && axesInOrder()) {
      return expected.equals(actual) ? source : new Recipe.Reshaped(source, expected);
    }
    List<Axis> moved = new ArrayList<>();
    for (int axis = 0; axis < axes.length; axis++) {
      long stride = 1;
      for (int later = axes[axis] + 1; later < axes.length; later++) {
        stride *= folding.actual()[later];
      }
      int[] order = orders.get(axis);
      moved.add(
          order == null
              ? new Axis.Strided(0, folding.expected()[axis], stride)
              : new Axis.Listed(order, stride));
    }
    return new Recipe.Rearranged(source, expected, moved);
  }

  /** Whether no axis changes its place. */
  boolean axesInOrder() {
    return IntStream.range(0, axes.length).allMatch(axis -> axes[axis] == axis);
  }
}
