package dev.lockstep.backend.reference;

import dev.lockstep.tensor.Precision;

/**
 * What becomes of each operation's result before it is stored: the number format of a training.
 *
 * <p>An operation is one addition, multiplication, division, root or elementary function, computed
 * in float64 and then handed to {@link #of}; a partial sum of a running sum is handed to {@link
 * #partialSum}. NaN and infinities stay what they are in every format. Objects have no state and
 * may be shared.
 *
 * <p>One final class with a branch for each format, and not an interface with a class for each:
 * these methods run some 10^7 times a training, and a call site that has met three classes is no
 * longer inlined.
 */
public final class Rounding {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
  private static final long MULTIPLIER = 0xbf58476d1ce4e5b9L;
  private static final int FLOAT64_BITS = 53;

  private final boolean narrow;
  private final double scale;
  private final double elementaryScale;
  private final int operandBits;
  private final long seed;

  private Rounding(
      boolean narrow, double scale, double elementaryScale, int operandBits, long seed) {
    this.narrow = narrow;
    this.scale = scale;
    this.elementaryScale = elementaryScale;
    this.operandBits = operandBits;
    this.seed = seed;
  }

  /** float64: every result is stored as it is. */
  public static Rounding exact() {
    return to(Precision.FLOAT64);
  }

  /** Every result is rounded to the nearest number of the format. */
  public static Rounding to(Precision precision) {
    return new Rounding(precision == Precision.FLOAT32, 0, 0, FLOAT64_BITS, 0);
  }

  /**
   * Monte Carlo arithmetic (after Parker, 1997): every result is multiplied by {@code 1 + u·ξ},
   * with u the unit roundoff and ξ in ±1, and then rounded to the format. Many trainings under it,
   * each with a seed of its own, show how far the format may legitimately stray.
   *
   * <p>Two things differ from drawing ξ anew for every operation. ξ is a function of the result and
   * the seed, so an operation that is repeated on the same numbers repeats its error, as real
   * arithmetic does. And a partial sum is rounded without ξ: where a text repeats, the same addends
   * come again and again, real rounding then errs to the same side each time, and the errors add up
   * in proportion to the steps and not to their root. A random ξ would average that away.
   *
   * <p>In float64 there is no finer format that could stand for the exact result: the exact
   * training itself errs by one rounding an operation. There ξ lies in ±2, for two roundings, which
   * also moves a result of any significand to its neighbours, and partial sums get it too.
   *
   * @param precision the format that is imitated
   * @param elementaryError the largest relative error of exp, log, tanh and the logistic function,
   *     in units of the roundoff, 1 or more
   * @param seed chooses the errors; the same seed gives the same ones
   */
  public static Rounding random(Precision precision, double elementaryError, long seed) {
    boolean narrow = precision == Precision.FLOAT32;
    double scale = precision.unitRoundoff() * (narrow ? 0x1p-63 : 0x1p-62);
    return new Rounding(
        narrow, scale, scale * elementaryError, FLOAT64_BITS, mix((seed + 1) * GOLDEN_GAMMA));
  }

  /**
   * This format with the operands of every matrix product first rounded to fewer significant bits,
   * as matrix units do: 8 for bfloat16, 11 for TF32.
   *
   * @param bits 2 to 53
   */
  public Rounding withOperandBits(int bits) {
    return new Rounding(narrow, scale, elementaryScale, bits, seed);
  }

  /** The stored form of an operation's result. */
  public double of(double result) {
    return scale == 0 ? nearest(result) : perturbed(result, scale);
  }

  /** The stored form of exp's, log's, tanh's or the logistic function's result. */
  public double elementary(double result) {
    return scale == 0 ? nearest(result) : perturbed(result, elementaryScale);
  }

  /** The stored form of a running sum to which one more addend has come. */
  public double partialSum(double sum) {
    return scale == 0 || narrow ? nearest(sum) : perturbed(sum, scale);
  }

  /** The product of two stored numbers inside a matrix product, before it is added up. */
  public double product(double a, double b) {
    return operandBits == FLOAT64_BITS ? a * b : shortened(a) * shortened(b);
  }

  private double perturbed(double result, double size) {
    if (!Double.isFinite(result)) {
      return result;
    }
    double xi = mix(Double.doubleToRawLongBits(result) ^ seed);
    return nearest(result + result * (xi * size));
  }

  private double nearest(double result) {
    return narrow ? (float) result : result;
  }

  /** 64 well-mixed bits, read as a signed number of ±2^63: a shortened finish of SplitMix64. */
  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * MULTIPLIER;
    mixed = (mixed ^ (mixed >>> 27)) * GOLDEN_GAMMA;
    return mixed ^ (mixed >>> 32);
  }

  /** The nearest number of as many significant bits, ties to even; infinities and NaN stay. */
  private double shortened(double value) {
    int dropped = FLOAT64_BITS - operandBits;
    long bits = Double.doubleToLongBits(value);
    long odd = (bits >>> dropped) & 1;
    long halfUnit = 1L << (dropped - 1);
    return Double.longBitsToDouble((bits + halfUnit - 1 + odd) & -(halfUnit << 1));
  }
}
