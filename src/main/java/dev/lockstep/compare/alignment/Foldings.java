package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Under which extents two tensors could be each other's with the axes in another order. Where one
 * has fewer axes, as a convolution kernel kept as a matrix, its axes are unfolded into the other's.
 */
final class Foldings {
  /** Above this rank the orders of the axes are too many to try. */
  static final int HIGHEST_RANK = 5;

  private Foldings() {}

  /**
   * Extents for both that are the same up to their order.
   *
   * @param expected with at most 5 extents that are not 1
   */
  static List<Folding> of(Shape expected, Shape actual) {
    List<Long> one = squeezed(expected);
    List<Long> other = squeezed(actual);
    if (Math.max(one.size(), other.size()) > HIGHEST_RANK) {
      return List.of();
    }
    if (one.size() == other.size()) {
      boolean same = one.stream().sorted().toList().equals(other.stream().sorted().toList());
      return same ? List.of(new Folding(array(one), array(other))) : List.of();
    }
    List<Folding> foldings = new ArrayList<>();
    boolean finer = one.size() > other.size();
    for (List<Long> order : orders(finer ? one : other)) {
      if (folds(order, finer ? other : one)) {
        foldings.add(
            finer
                ? new Folding(array(one), array(order))
                : new Folding(array(order), array(other)));
      }
    }
    return foldings;
  }

  /** The extents that are not 1. */
  static List<Long> squeezed(Shape shape) {
    return shape.dimensions().stream().filter(extent -> extent != 1).toList();
  }

  private static long[] array(List<Long> extents) {
    return extents.stream().mapToLong(Long::longValue).toArray();
  }

  /** Whether neighbours among the finer extents multiply to the coarser ones. */
  private static boolean folds(List<Long> finer, List<Long> coarser) {
    int next = 0;
    for (long extent : coarser) {
      long product = 1;
      while (product < extent && next < finer.size()) {
        product *= finer.get(next++);
      }
      if (product != extent) {
        return false;
      }
    }
    return next == finer.size();
  }

  private static Set<List<Long>> orders(List<Long> extents) {
    Set<List<Long>> orders = new LinkedHashSet<>();
    for (int[] order : permutations(extents.size())) {
      orders.add(Arrays.stream(order).mapToObj(extents::get).toList());
    }
    return orders;
  }

  /** All orders of so many things, the given one first. */
  static List<int[]> permutations(int size) {
    List<int[]> all = new ArrayList<>();
    permute(new int[size], 0, 0, all);
    return all;
  }

  private static void permute(int[] order, int length, int used, List<int[]> all) {
    if (length == order.length) {
      all.add(order.clone());
      return;
    }
    for (int i = 0; i < order.length; i++) {
      if ((used & 1 << i) == 0) {
        order[length] = i;
        permute(order, length + 1, used | 1 << i, all);
      }
    }
  }

  /** Extents of views of two tensors, each with as many elements as its tensor. */
  record Folding(long[] expected, long[] actual) {}
}
