package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * The layouts in which one tensor is another, found by what they hold and checked number by number.
 *
 * @param all those that reproduce the expected numbers exactly, the likeliest first
 * @param determined whether no other could
 */
record Arrangements(List<Arrangement> all, boolean determined) {
  /** Enough to choose from; what has more is nearly constant. */
  private static final int MOST = 16;

  /**
   * Finds them.
   *
   * @param expected one tensor
   * @param actual another with the same numbers, in any order
   * @param known orders that were found along other tensors' axes
   */
  static Arrangements of(Values expected, Values actual, List<int[]> known) {
    Finder finder = new Finder(expected, actual, known);
    boolean sameRank = expected.shape().rank() == actual.shape().rank();
    if (!sameRank || expected.shape().equals(actual.shape())) {
      finder.tryInOrder();
    }
    for (Foldings.Folding folding : Foldings.of(expected.shape(), actual.shape())) {
      finder.tryFolding(folding);
    }
    finder.tryInOrder();
    return new Arrangements(List.copyOf(finder.found), finder.determined);
  }

  private static final class Finder {
    private final Values expected;
    private final Values actual;
    private final ElementType type;
    private final List<int[]> known;
    private final List<Arrangement> found = new ArrayList<>();
    private final List<Recipe> recipes = new ArrayList<>();
    private boolean determined = true;

    Finder(Values expected, Values actual, List<int[]> known) {
      this.expected = expected;
      this.actual = actual;
      this.type = Rounded.coarser(expected.type(), actual.type());
      this.known = known;
    }

    void tryInOrder() {
      tryOne(Arrangement.same(expected.shape(), actual.shape()));
    }

    void tryFolding(Foldings.Folding folding) {
      long[][] one = Slices.of(rounded(expected), folding.expected());
      long[][] other = Slices.of(rounded(actual), folding.actual());
      for (int[] axes : Foldings.permutations(one.length)) {
        if (found.size() < MOST && couldBe(one, other, folding, axes)) {
          tryOrders(
              one,
              other,
              new Arrangement(expected.shape(), actual.shape(), folding, axes, List.of()));
        }
      }
    }

    private Values rounded(Values values) {
      return Rounded.to(type, values);
    }

    private static boolean couldBe(
        long[][] one, long[][] other, Foldings.Folding folding, int[] axes) {
      for (int axis = 0; axis < axes.length; axis++) {
        long[] hashes = other[axes[axis]];
        if (folding.expected()[axis] != folding.actual()[axes[axis]]
            || (hashes != null && !Orders.agree(one[axis], hashes))) {
          return false;
        }
      }
      return true;
    }

    private void tryOrders(long[][] one, long[][] other, Arrangement axes) {
      List<List<int[]>> combinations = new ArrayList<>();
      combinations.add(new ArrayList<>());
      for (int axis = 0; axis < one.length; axis++) {
        long[] hashes = other[axes.axes()[axis]];
        List<int[]> orders = new ArrayList<>();
        if (hashes == null) {
          orders.add(null);
        } else {
          determined &= Orders.allDiffer(hashes);
          orders.addAll(Orders.of(one[axis], hashes, known));
        }
        combinations = extended(combinations, orders);
      }
      for (List<int[]> orders : combinations) {
        tryOne(
            new Arrangement(axes.expected(), axes.actual(), axes.folding(), axes.axes(), orders));
      }
    }

    private static List<List<int[]>> extended(List<List<int[]>> combinations, List<int[]> orders) {
      List<List<int[]>> longer = new ArrayList<>();
      for (List<int[]> combination : combinations) {
        for (int[] order : orders) {
          List<int[]> next = new ArrayList<>(combination);
          next.add(order);
          if (longer.size() < 4 * MOST) {
            longer.add(next);
          }
        }
      }
      return longer;
    }

    private void tryOne(Arrangement arrangement) {
      Recipe recipe = arrangement.on(new Recipe.Whole("", actual.shape()));
      if (found.size() < MOST
          && !recipes.contains(recipe)
          && Exact.same(expected, recipe.apply(name -> actual))) {
        found.add(arrangement);
        recipes.add(recipe);
      }
    }
  }
}
