package dev.lockstep.backend.reference;

import dev.lockstep.tensor.Precision;

/**
 * What becomes of each operation's result before it is stored: the number format of a training.
 *
 * <p>An operation is one addition, multiplication, division, root or elementary function, computed
 * in float64 and then handed to {@link #of}; a partial sum of a running sum is computed by {@link
 * #add}. NaN and infinities stay what they are in every format. Objects have no state and may be
 * shared.
 */
public final class Rounding {
  /** The significant bits of float64. */
  public static final int FLOAT64_BITS = 53;

  /** The significant bits of float32. */
  public static final int FLOAT32_BITS = 24;

  private final Grid grid;
  private final ElementaryFunctions functions;
  private final Sums sums;
  private final int operandBits;

  private Rounding(Grid grid, ElementaryFunctions functions, Sums sums, int operandBits) {
    this.grid = grid;
    this.functions = functions;
    this.sums = sums;
    this.operandBits = operandBits;
  }

  /** float64: every result is stored as it is. */
  public static Rounding exact() {
    return to(Precision.FLOAT64);
  }

  /** Every result is rounded to the nearest number of the format. */
  public static Rounding to(Precision precision) {
    Grid grid = Grid.of(precision);
    return new Rounding(grid, ElementaryFunctions.ROUNDED, Sums.inOrder(grid), FLOAT64_BITS);
  }

  /**
   * A random relative of a format (a kind of Monte Carlo arithmetic): every result is rounded to
   * the nearest number of a {@linkplain Grid#random grid of its own}. Many trainings under it, each
   * with a seed of its own, show how far the format may legitimately stray. With half of the seeds
   * sums over steps are added up {@linkplain #overSteps in lanes}.
   *
   * @param bits the significant bits of the format that is imitated: {@value #FLOAT32_BITS} for
   *     float32 with its range, 25 to 50 for a shorter float64
   * @param elementaryError the largest relative error of exp, log, tanh and the logistic function,
   *     in units of the roundoff, 1 or more
   * @param tanhError the largest absolute error that tanh makes besides, in units of the roundoff
   * @param seed chooses the errors; the same seed gives the same ones
   */
  public static Rounding random(int bits, double elementaryError, double tanhError, long seed) {
    Grid grid = Grid.random(bits, seed);
    return new Rounding(
        grid,
        ElementaryFunctions.erring(bits, elementaryError, tanhError),
        (seed & 2) != 0 ? Sums.inLanes(grid) : Sums.inOrder(grid),
        FLOAT64_BITS);
  }

  /**
   * This format with the operands of every matrix product first rounded to fewer significant bits,
   * as matrix units do: 8 for bfloat16, 11 for TF32.
   *
   * @param fewer 2 to 53
   */
  public Rounding withOperandBits(int fewer) {
    return new Rounding(grid, functions, sums, fewer);
  }

  /**
   * This format for sums over so many steps, where it adds up in lanes.
   *
   * @param steps 1 or more
   */
  public Rounding overSteps(int steps) {
    return new Rounding(grid, functions, sums.overSteps(steps), operandBits);
  }

  /**
   * This random format with sums in another order: where one addend is large and comes first, every
   * further addition rounds as coarsely as the large one, to the same side if the addends are
   * alike, and the error grows in proportion to the length of the sum; where it comes last, only
   * the last one does. Sums over steps run the other way, which is the furthest that an order can
   * be from this one; in short sums every addition rounds as where all addends so far have one
   * sign.
   */
  public Rounding inAnotherOrder() {
    return new Rounding(grid, functions, sums.inAnotherOrder(), operandBits);
  }

  /** How sums over steps are added up. */
  Sums sums() {
    return sums;
  }

  /** The stored form of an operation's result. */
  public double of(double result) {
    return grid.of(result);
  }

  /** The stored form of exp's, log's or the logistic function's result. */
  public double elementary(double result) {
    return grid.of(functions.of(result, grid));
  }

  /** The stored form of the hyperbolic tangent of a number. */
  public double tanh(double x) {
    return grid.of(functions.tanh(x, grid));
  }

  /** A running sum to which one more addend has come. */
  public double add(double sum, double addend) {
    return sums.add(sum, addend);
  }

  /** The sum of three stored numbers. */
  double sum(double a, double b, double c) {
    return sums.of(a, b, c);
  }

  /**
   * The number that lies a share of the way from one to another, which is {@code a} where the two
   * are equal or, in another order, may miss it by a rounding.
   */
  double between(double a, double b, double share) {
    return sums.between(a, b, share);
  }

  /**
   * Adds one step's addends to running sums over steps, one to each. Nothing is flushed to zero:
   * what is small enough for that has been, as an addend.
   *
   * @param addends as {@link #product} returns them, or stored numbers, read from {@code offset}
   */
  public void addStep(double[] running, double[] addends, int offset) {
    sums.addStep(running, addends, offset);
  }

  /** A running sum over steps to which one more step's addend has come. */
  public double addStep(double sum, double addend) {
    return sums.addStep(sum, addend);
  }

  /** The product of two stored numbers inside a matrix product, before it is added up. */
  public double product(double a, double b) {
    return operandBits == FLOAT64_BITS
        ? a * b
        : shortened(a, operandBits) * shortened(b, operandBits);
  }

  /** The nearest number of so many significant bits, ties to even; infinities and NaN stay. */
  private static double shortened(double value, int bits) {
    int dropped = FLOAT64_BITS - bits;
    long raw = Double.doubleToLongBits(value);
    long halfUnit = 1L << (dropped - 1);
    long odd = (raw >>> dropped) & 1;
    return Double.longBitsToDouble((raw + halfUnit - 1 + odd) & -(halfUnit << 1));
  }
}
