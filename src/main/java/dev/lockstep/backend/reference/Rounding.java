package dev.lockstep.backend.reference;

import dev.lockstep.recording.Kind;
import dev.lockstep.tensor.Precision;

/**
 * What becomes of each operation's result before it is stored: the number format of a training.
 *
 * <p>An operation is one addition, multiplication, division, root or elementary function, computed
 * in float64 and then handed to {@link #of}; a partial sum of a running sum is computed by {@link
 * #add}. NaN and infinities stay what they are in every format. Objects have no state and may be
 * shared.
 *
 * <p>One final class with a branch for each format, and not an interface with a class for each:
 * these methods run some 10^7 times a training, and a call site that has met three classes is no
 * longer inlined.
 */
public final class Rounding {
  /** The significant bits of float64. */
  public static final int FLOAT64_BITS = 53;

  /** The significant bits of float32. */
  public static final int FLOAT32_BITS = 24;

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
  private static final long MULTIPLIER = 0xbf58476d1ce4e5b9L;

  private static final int LANES = 8;

  private final Kind kind;
  private final int operandBits;
  private final double elementarySplitter;
  private final double tanhSteps;
  private final double grid;
  private final double inverseOfGrid;
  private final double splitter;
  private final double smallest;
  private final boolean inLanes;
  private final double laneAddends;
  private final boolean otherOrder;

  private enum Kind {
    EXACT,
    FLOAT32,
    RANDOM_FLOAT32,
    RANDOM_FLOAT64
  }

  private Rounding(
      Kind kind,
      int operandBits,
      double elementarySplitter,
      double tanhSteps,
      double grid,
      double splitter,
      double smallest,
      boolean inLanes,
      double laneAddends,
      boolean otherOrder) {
    this.kind = kind;
    this.operandBits = operandBits;
    this.elementarySplitter = elementarySplitter;
    this.tanhSteps = tanhSteps;
    this.grid = grid;
    this.inverseOfGrid = 1 / grid;
    this.splitter = splitter;
    this.smallest = smallest;
    this.inLanes = inLanes;
    this.laneAddends = laneAddends;
    this.otherOrder = otherOrder;
  }

  /** float64: every result is stored as it is. */
  public static Rounding exact() {
    return to(Precision.FLOAT64);
  }

  /** Every result is rounded to the nearest number of the format. */
  public static Rounding to(Precision precision) {
    Kind kind = precision == Precision.FLOAT32 ? Kind.FLOAT32 : Kind.EXACT;
    return new Rounding(kind, FLOAT64_BITS, 0, 0, 1, 0, 0, false, 0, false);
  }

  /**
   * A random relative of a format (a kind of Monte Carlo arithmetic): every result is rounded to
   * the nearest number of a grid of its own, the format's numbers over a factor of 1 to 2 that the
   * seed chooses. Many trainings under it, each with a seed of its own, show how far the format may
   * legitimately stray.
   *
   * <p>It is the grid that is random and not each error, because errors of real rounding hang
   * together. Where a text repeats, the states soon repeat bit by bit, the same addends come again
   * and again, rounding errs to the same side each time, and the errors of a sum add up in
   * proportion to the steps and not to their root. Errors drawn for each operation would keep the
   * states from repeating, and average out. And on one grid for all runs, the last rounding could
   * bring every run to the same number, so that a spread of less than half a step looked like none.
   *
   * <p>Addends are rounded too before they are added: in another order, a partial sum is as large
   * as an addend even where the sums of this order are not.
   *
   * <p>Float32 also has its range: what is larger becomes infinite, and with half of the seeds what
   * is below twice the smallest normal number becomes zero, as where a processor flushes such
   * numbers, or an exponential is computed as twice a half. Less accurate functions are rounded to
   * coarser grids.
   *
   * @param bits the significant bits of the format that is imitated: {@value #FLOAT32_BITS} for
   *     float32 with its range, 25 to 50 for a shorter float64
   * @param elementaryError the largest relative error of exp, log, tanh and the logistic function,
   *     in units of the roundoff, 1 or more
   * @param tanhError the largest absolute error that tanh makes besides, in units of the roundoff
   * @param seed chooses the errors; the same seed gives the same ones
   */
  public static Rounding random(int bits, double elementaryError, double tanhError, long seed) {
    boolean narrow = bits == FLOAT32_BITS;
    boolean flushes = narrow && (seed & 1) != 0;
    long mixed = mix(seed * GOLDEN_GAMMA + MULTIPLIER);
    double grid = 1 + (mixed >>> 1) * 0x1p-63;
    return new Rounding(
        narrow ? Kind.RANDOM_FLOAT32 : Kind.RANDOM_FLOAT64,
        FLOAT64_BITS,
        elementaryError == 1 ? 0 : splitter(bits - log2(elementaryError)),
        tanhError == 0 ? 0 : Math.scalb(0.5 / tanhError, bits),
        grid,
        splitter(bits),
        flushes ? 2 * Float.MIN_NORMAL : 0,
        (seed & 2) != 0,
        0,
        false);
  }

  /** The next whole number above the binary logarithm. */
  private static int log2(double number) {
    return Math.getExponent(Math.nextDown(number)) + 1;
  }

  /** What Veltkamp's way of rounding to so many bits multiplies by. */
  private static double splitter(int bits) {
    return Math.scalb(1.0, FLOAT64_BITS - bits) + 1;
  }

  /**
   * This format with the operands of every matrix product first rounded to fewer significant bits,
   * as matrix units do: 8 for bfloat16, 11 for TF32.
   *
   * @param fewer 2 to 53
   */
  public Rounding withOperandBits(int fewer) {
    return new Rounding(
        kind,
        fewer,
        elementarySplitter,
        tanhSteps,
        grid,
        splitter,
        smallest,
        inLanes,
        laneAddends,
        otherOrder);
  }

  /**
   * This format for sums over so many steps. Libraries add up in lanes, every eighth addend to the
   * same, and where the text repeats, addends of one sign can meet in one lane and those of the
   * other in another, so that partial sums are much larger than the sum. With half of the seeds,
   * {@link #addStep} therefore rounds as where half of a lane's addends have come already.
   *
   * @param steps 1 or more
   */
  public Rounding overSteps(int steps) {
    return new Rounding(
        kind,
        operandBits,
        elementarySplitter,
        tanhSteps,
        grid,
        splitter,
        smallest,
        inLanes,
        inLanes ? steps / (2.0 * LANES) : 0,
        otherOrder);
  }

  /**
   * This random format with sums in another order. Partial sums are then others, and a sum's error
   * is that of its partial sums: where one addend is large and comes first, every further addition
   * rounds as coarsely as the large one, to the same side if the addends are alike, and the error
   * grows in proportion to the length of the sum; where it comes last, only the last one does. Sums
   * over steps run the other way, which is the furthest that an order can be from this one; in
   * short sums every addition rounds as where all addends so far have one sign.
   */
  public Rounding inAnotherOrder() {
    return new Rounding(
        kind, operandBits, elementarySplitter, tanhSteps, grid, splitter, smallest, false, 0, true);
  }

  /** Whether sums over steps run the other way. */
  boolean reverses() {
    return otherOrder;
  }

  /** The stored form of an operation's result. */
  public double of(double result) {
    if (kind == Kind.EXACT) {
      return result;
    }
    if (kind == Kind.FLOAT32) {
      return (float) result;
    }
    return onGrid(result);
  }

  /** The stored form of exp's, log's or the logistic function's result. */
  public double elementary(double result) {
    return of(
        elementarySplitter == 0
            ? result
            : shortened(result * grid, elementarySplitter) * inverseOfGrid);
  }

  /** The stored form of the hyperbolic tangent of a number. */
  public double tanh(double x) {
    double result = Math.tanh(x);
    return elementary(tanhSteps == 0 || x == 0 ? result : onEvenGrid(result));
  }

  /** A running sum to which one more addend has come. */
  public double add(double sum, double addend) {
    if (kind == Kind.EXACT) {
      return sum + addend;
    }
    if (kind == Kind.FLOAT32) {
      return (float) (sum + addend);
    }
    if (otherOrder) {
      return onGrid(sum + addend + errorAt(Math.abs(sum) + Math.abs(addend)));
    }
    return onGrid(sum + onGrid(addend));
  }

  /** What rounding adds to a number; 0 to what has no place on the grid. */
  private double errorAt(double number) {
    double error = nearestOnGrid(number) - number;
    return Double.isFinite(error) ? error : 0;
  }

  /** The sum of three stored numbers: the last two first or, in another order, the first two. */
  double sum(double a, double b, double c) {
    return otherOrder ? of(of(a + b) + c) : of(a + of(b + c));
  }

  /**
   * The number that lies a share of the way from one to another: {@code a + share (b - a)}, which
   * is {@code a} where the two are equal, or, in another order, {@code (1 - share) a + share b},
   * which may miss it by a rounding.
   */
  double between(double a, double b, double share) {
    return otherOrder ? of(of(of(1 - share) * a) + of(share * b)) : of(a + of(share * of(b - a)));
  }

  /** The form in which {@link #addStep(double[], double[], int)} takes an addend. */
  public double addend(double number) {
    return kind == Kind.EXACT || kind == Kind.FLOAT32 ? number : onGrid(number);
  }

  /**
   * Adds one step's addends to running sums over steps, one to each. Nothing is flushed to zero:
   * what is small enough for that has been, as an addend.
   *
   * @param addends as {@link #addend} returns them, or stored numbers, read from {@code offset}
   */
  public void addStep(double[] sums, double[] addends, int offset) {
    if (kind == Kind.EXACT) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += addends[offset + i];
      }
    } else if (kind == Kind.FLOAT32) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] = (float) (sums[i] + addends[offset + i]);
      }
    } else if (laneAddends == 0) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] = nearestOnGrid(sums[i] + addends[offset + i]);
      }
    } else {
      for (int i = 0; i < sums.length; i++) {
        double lane = laneAddends * addends[offset + i];
        sums[i] = nearestOnGrid(sums[i] + lane + addends[offset + i]) - lane;
      }
    }
  }

  /** A running sum over steps to which one more step's addend has come. */
  public double addStep(double sum, double addend) {
    if (otherOrder) {
      return onGrid(sum + onGrid(addend));
    }
    if (laneAddends == 0) {
      return add(sum, addend);
    }
    double lane = laneAddends * addend;
    return add(sum + lane, addend) - lane;
  }

  /** The product of two stored numbers inside a matrix product, before it is added up. */
  public double product(double a, double b) {
    return operandBits == FLOAT64_BITS
        ? a * b
        : shortened(a, operandBits) * shortened(b, operandBits);
  }

  /** The nearest of numbers that are all equally far apart; the seed chooses where they lie. */
  private double onEvenGrid(double result) {
    double shift = grid - 1.5;
    return (Math.rint(result * tanhSteps + shift) - shift) / tanhSteps;
  }

  private double onGrid(double result) {
    double stored = nearestOnGrid(result);
    return Math.abs(stored) < smallest ? 0 : stored;
  }

  private double nearestOnGrid(double result) {
    double scaled = result * grid;
    return (kind == Kind.RANDOM_FLOAT32 ? (float) scaled : shortened(scaled, splitter))
        * inverseOfGrid;
  }

  /** Rounds to nearest by taking away what is added (Veltkamp); infinities and NaN stay. */
  private static double shortened(double value, double splitter) {
    double factor = value * splitter;
    double rounded = factor - (factor - value);
    return Double.isNaN(rounded) ? value : rounded;
  }

  /** The nearest number of so many significant bits, ties to even; infinities and NaN stay. */
  private static double shortened(double value, int bits) {
    int dropped = FLOAT64_BITS - bits;
    long raw = Double.doubleToLongBits(value);
    long halfUnit = 1L << (dropped - 1);
    long odd = (raw >>> dropped) & 1;
    return Double.longBitsToDouble((raw + halfUnit - 1 + odd) & -(halfUnit << 1));
  }

  /** 64 well mixed bits: a shortened finish of SplitMix64. */
  private static long mix(long bits) {
    long mixed = bits * MULTIPLIER;
    return (mixed ^ (mixed >>> 32)) * GOLDEN_GAMMA;
  }
}
