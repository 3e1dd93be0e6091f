package dev.lockstep.backend.reference;

/**
 * How sums are added up: in the order of the formulas, in lanes, or in another order. Partial sums
 * are then others, and a sum's error is that of its partial sums.
 */
final class Sums {
  private static final int LANES = 8;

  private final Grid grid;
  private final boolean inLanes;
  private final double laneAddends;
  private final boolean otherOrder;

  private Sums(Grid grid, boolean inLanes, double laneAddends, boolean otherOrder) {
    this.grid = grid;
    this.inLanes = inLanes;
    this.laneAddends = laneAddends;
    this.otherOrder = otherOrder;
  }

  /**
   * Sums in the order of the formulas.
   *
   * @param grid where partial sums are stored
   */
  static Sums inOrder(Grid grid) {
    return new Sums(grid, false, 0, false);
  }

  /** Sums of which those over steps are added up in lanes, once it is known over how many. */
  static Sums inLanes(Grid grid) {
    return new Sums(grid, true, 0, false);
  }

  /** Sums over steps from the other end, short ones as where all addends have one sign. */
  Sums inAnotherOrder() {
    return new Sums(grid, false, 0, true);
  }

  /**
   * The same for sums over so many steps. Libraries add up in lanes, every eighth addend to the
   * same, and where the text repeats, addends of one sign can meet in one lane and those of the
   * other in another, so that partial sums are much larger than the sum. In lanes, an addition
   * therefore rounds as where half of a lane's addends have come already.
   */
  Sums overSteps(int steps) {
    return new Sums(grid, inLanes, inLanes ? steps / (2.0 * LANES) : 0, otherOrder);
  }

  /** The place of a step in a sum of which the formulas add up the first step first. */
  int ascending(int place, int steps) {
    return otherOrder ? steps - 1 - place : place;
  }

  /** The place of a step in a sum of which the formulas add up the last step first. */
  int descending(int place, int steps) {
    return otherOrder ? place : steps - 1 - place;
  }

  /**
   * A running sum to which one more addend has come. On a random grid an addend is rounded before
   * it is added: in another order, a partial sum is as large as an addend even where the sums of
   * this order are not.
   */
  double add(double sum, double addend) {
    if (grid.isOfAFormat()) {
      return grid.of(sum + addend);
    }
    return otherOrder
        ? grid.of(sum + addend + errorAt(Math.abs(sum) + Math.abs(addend)))
        : grid.of(sum + grid.of(addend));
  }

  /** What rounding adds to a number; 0 to what has no place on the grid. */
  private double errorAt(double number) {
    double error = grid.nearest(number) - number;
    return Double.isFinite(error) ? error : 0;
  }

  /** The sum of three stored numbers: the last two first or, in another order, the first two. */
  double of(double a, double b, double c) {
    return otherOrder ? grid.of(grid.of(a + b) + c) : grid.of(a + grid.of(b + c));
  }

  /** {@code a + share (b - a)} or, in another order, {@code (1 - share) a + share b}. */
  double between(double a, double b, double share) {
    return otherOrder
        ? grid.of(grid.of(grid.of(1 - share) * a) + grid.of(share * b))
        : grid.of(a + grid.of(share * grid.of(b - a)));
  }

  /**
   * Stores products as the addends of a sum over steps. In a format itself they are left as they
   * are: there an addition rounds once.
   *
   * @param moderate whether all that are not zero are far from the ends of float32's range
   */
  void toAddends(double[] products, boolean moderate) {
    if (grid.isOfAFormat()) {
      return;
    }
    if (moderate) {
      grid.round(products);
    } else {
      for (int i = 0; i < products.length; i++) {
        products[i] = grid.of(products[i]);
      }
    }
  }

  /** Adds one step's product to running sums over steps. */
  void addStep(double[] sums, OuterProduct product) {
    if (product.isModerate() && !grid.isOfAFormat()) {
      grid.add(sums, product.values(), laneAddends);
    } else {
      addStep(sums, product.values(), 0);
    }
  }

  /** Adds one step's addends to running sums over steps. */
  void addStep(double[] sums, double[] addends, int offset) {
    if (grid.isExact()) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += addends[offset + i];
      }
    } else if (grid.isOfAFormat()) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] = grid.of(sums[i] + addends[offset + i]);
      }
    } else if (laneAddends == 0) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] = grid.nearest(sums[i] + addends[offset + i]);
      }
    } else {
      for (int i = 0; i < sums.length; i++) {
        double lane = laneAddends * addends[offset + i];
        sums[i] = grid.nearest(sums[i] + lane + addends[offset + i]) - lane;
      }
    }
  }

  /** A running sum over steps to which one more step's addend has come. */
  double addStep(double sum, double addend) {
    if (otherOrder) {
      return grid.of(sum + grid.of(addend));
    }
    if (laneAddends == 0) {
      return add(sum, addend);
    }
    double lane = laneAddends * addend;
    return add(sum + lane, addend) - lane;
  }
}
