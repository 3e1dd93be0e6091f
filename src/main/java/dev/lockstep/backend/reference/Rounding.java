package dev.lockstep.backend.reference;

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

  private final boolean narrow;
  private final int operandBits;
  private final double resultError;
  private final double elementaryError;
  private final double tanhError;
  private final boolean errsByAddend;
  private final double smallest;
  private final long seed;

  private Rounding(
      boolean narrow,
      int operandBits,
      double resultError,
      double elementaryError,
      double tanhError,
      boolean errsByAddend,
      double smallest,
      long seed) {
    this.narrow = narrow;
    this.operandBits = operandBits;
    this.resultError = resultError;
    this.elementaryError = elementaryError;
    this.tanhError = tanhError;
    this.errsByAddend = errsByAddend;
    this.smallest = smallest;
    this.seed = seed;
  }

  /** float64: every result is stored as it is. */
  public static Rounding exact() {
    return to(Precision.FLOAT64);
  }

  /** Every result is rounded to the nearest number of the format. */
  public static Rounding to(Precision precision) {
    return new Rounding(precision == Precision.FLOAT32, FLOAT64_BITS, 0, 0, 0, false, 0, 0);
  }

  /**
   * Monte Carlo arithmetic (after Parker, 1997): every result is multiplied by {@code 1 + u·ξ},
   * with u the format's unit roundoff and ξ in ±1. Many trainings under it, each with a seed of its
   * own, show how far the format may legitimately stray. The product is not then rounded to the
   * format: on its coarse grid every run could fall on the same number, and a spread of less than
   * half a step would look like none.
   *
   * <p>ξ is not drawn anew for every operation: it is a function of the result and the seed, so an
   * operation that is repeated on the same numbers repeats its error, as real arithmetic does. For
   * a running sum it is, with an odd seed, a function of the addend. Where a text repeats, the same
   * addends come again and again, real rounding errs to the same side each time, and the errors add
   * up in proportion to the steps and not to their root. With an even seed it is a function of the
   * sum, which stands for sums taken in another order. It is a function of the number to float32's
   * precision, no finer: the states of a text that repeats settle into a cycle only because a
   * format has a grid, and without one they would never repeat to the last bit.
   *
   * <p>Float32 also has its range: what is larger becomes infinite, and with half of the seeds what
   * is below twice the smallest normal number becomes zero, as where a processor flushes such
   * numbers, or an exponential is computed as twice a half.
   *
   * @param bits the significant bits of the format that is imitated: {@value #FLOAT32_BITS} for
   *     float32 with its range, 25 to 52 for a shorter float64
   * @param elementaryError the largest relative error of exp, log, tanh and the logistic function,
   *     in units of the roundoff, 1 or more
   * @param tanhError the largest absolute error that tanh makes besides, in units of the roundoff
   * @param seed chooses the errors; the same seed gives the same ones
   */
  public static Rounding random(int bits, double elementaryError, double tanhError, long seed) {
    double unit = Math.scalb(1.0, -bits - 63);
    boolean narrow = bits == FLOAT32_BITS;
    boolean flushes = narrow && (seed & 4) != 0;
    return new Rounding(
        narrow,
        FLOAT64_BITS,
        unit,
        unit * elementaryError,
        unit * tanhError,
        seed % 2 != 0,
        flushes ? 2 * Float.MIN_NORMAL : 0,
        mix((seed + 1) * GOLDEN_GAMMA));
  }

  /**
   * This format with the operands of every matrix product first rounded to fewer significant bits,
   * as matrix units do: 8 for bfloat16, 11 for TF32.
   *
   * @param fewer 2 to 53
   */
  public Rounding withOperandBits(int fewer) {
    return new Rounding(
        narrow, fewer, resultError, elementaryError, tanhError, errsByAddend, smallest, seed);
  }

  /** The stored form of an operation's result. */
  public double of(double result) {
    return resultError == 0 ? nearest(result) : perturbed(result, result, resultError);
  }

  /** The stored form of exp's, log's or the logistic function's result. */
  public double elementary(double result) {
    return resultError == 0 ? nearest(result) : perturbed(result, result, elementaryError);
  }

  /** The stored form of the hyperbolic tangent of a number. */
  public double tanh(double x) {
    double result = Math.tanh(x);
    if (tanhError == 0) {
      return elementary(result);
    }
    return elementary(result + mix(Double.doubleToRawLongBits(x) ^ seed) * tanhError);
  }

  /** A running sum to which one more addend has come. */
  public double add(double sum, double addend) {
    double result = sum + addend;
    return resultError == 0
        ? nearest(result)
        : perturbed(result, errsByAddend ? addend : result, resultError);
  }

  /** The product of two stored numbers inside a matrix product, before it is added up. */
  public double product(double a, double b) {
    return operandBits == FLOAT64_BITS
        ? a * b
        : shortened(a, operandBits) * shortened(b, operandBits);
  }

  private double nearest(double result) {
    return narrow ? (float) result : result;
  }

  private double perturbed(double result, double errsBy, double size) {
    double erring = result * (1 + mix(Double.doubleToRawLongBits((float) errsBy) ^ seed) * size);
    return narrow ? withinRange(erring) : erring;
  }

  private double withinRange(double result) {
    double magnitude = Math.abs(result);
    if (magnitude < smallest) {
      return 0;
    }
    return magnitude > Float.MAX_VALUE ? result * Double.POSITIVE_INFINITY : result;
  }

  /** The nearest number of so many significant bits, ties to even; infinities and NaN stay. */
  private static double shortened(double value, int bits) {
    int dropped = FLOAT64_BITS - bits;
    long raw = Double.doubleToLongBits(value);
    long halfUnit = 1L << (dropped - 1);
    long odd = (raw >>> dropped) & 1;
    return Double.longBitsToDouble((raw + halfUnit - 1 + odd) & -(halfUnit << 1));
  }

  /** 64 well-mixed bits, read as a signed number of ±2^63: a shortened finish of SplitMix64. */
  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * MULTIPLIER;
    mixed = (mixed ^ (mixed >>> 27)) * GOLDEN_GAMMA;
    return mixed ^ (mixed >>> 32);
  }
}
