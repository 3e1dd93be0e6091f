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

  private final int bits;
  private final int operandBits;
  private final double resultError;
  private final double elementaryError;
  private final boolean errsByAddend;
  private final long seed;

  private Rounding(
      int bits,
      int operandBits,
      double resultError,
      double elementaryError,
      boolean errsByAddend,
      long seed) {
    this.bits = bits;
    this.operandBits = operandBits;
    this.resultError = resultError;
    this.elementaryError = elementaryError;
    this.errsByAddend = errsByAddend;
    this.seed = seed;
  }

  /** float64: every result is stored as it is. */
  public static Rounding exact() {
    return to(Precision.FLOAT64);
  }

  /** Every result is rounded to the nearest number of the format. */
  public static Rounding to(Precision precision) {
    int bits = precision == Precision.FLOAT32 ? FLOAT32_BITS : FLOAT64_BITS;
    return new Rounding(bits, FLOAT64_BITS, 0, 0, false, 0);
  }

  /**
   * Monte Carlo arithmetic (after Parker, 1997): every result is multiplied by {@code 1 + u·ξ},
   * with u the format's unit roundoff and ξ in ±1, and then rounded to the format. Many trainings
   * under it, each with a seed of its own, show how far the format may legitimately stray.
   *
   * <p>ξ is not drawn anew for every operation: it is a function of the result and the seed, so an
   * operation that is repeated on the same numbers repeats its error, as real arithmetic does. For
   * a running sum it is, with an odd seed, a function of the addend. Where a text repeats, the same
   * addends come again and again, real rounding errs to the same side each time, and the errors add
   * up in proportion to the steps and not to their root. With an even seed it is a function of the
   * sum, which stands for sums taken in another order.
   *
   * @param bits the significant bits of the format that is imitated: {@value #FLOAT32_BITS} for
   *     float32 with its range, 25 to 52 for a shorter float64
   * @param elementaryError the largest relative error of exp, log, tanh and the logistic function,
   *     in units of the roundoff, 1 or more
   * @param seed chooses the errors; the same seed gives the same ones
   */
  public static Rounding random(int bits, double elementaryError, long seed) {
    double unit = Math.scalb(1.0, -bits - 63);
    return new Rounding(
        bits,
        FLOAT64_BITS,
        unit,
        unit * elementaryError,
        seed % 2 != 0,
        mix((seed + 1) * GOLDEN_GAMMA));
  }

  /**
   * This format with the operands of every matrix product first rounded to fewer significant bits,
   * as matrix units do: 8 for bfloat16, 11 for TF32.
   *
   * @param fewer 2 to 53
   */
  public Rounding withOperandBits(int fewer) {
    return new Rounding(bits, fewer, resultError, elementaryError, errsByAddend, seed);
  }

  /** The stored form of an operation's result. */
  public double of(double result) {
    return perturbed(result, resultError);
  }

  /** The stored form of exp's, log's, tanh's or the logistic function's result. */
  public double elementary(double result) {
    return perturbed(result, elementaryError);
  }

  /** A running sum to which one more addend has come. */
  public double add(double sum, double addend) {
    double result = sum + addend;
    if (resultError == 0) {
      return stored(result);
    }
    return erring(result, xi(errsByAddend ? addend : result) * resultError);
  }

  /** The product of two stored numbers inside a matrix product, before it is added up. */
  public double product(double a, double b) {
    return operandBits == FLOAT64_BITS
        ? a * b
        : shortened(a, operandBits) * shortened(b, operandBits);
  }

  private double perturbed(double result, double size) {
    return size == 0 ? stored(result) : erring(result, xi(result) * size);
  }

  private double erring(double result, double relativeError) {
    return Double.isFinite(result) ? stored(result + result * relativeError) : result;
  }

  private double xi(double number) {
    return mix(Double.doubleToRawLongBits(number) ^ seed);
  }

  private double stored(double result) {
    if (bits == FLOAT64_BITS) {
      return result;
    }
    return bits == FLOAT32_BITS ? (float) result : shortened(result, bits);
  }

  /** Rounds to nearest by adding and subtracting 2^(53 - bits) + 1 times the value (Veltkamp). */
  private static double shortened(double value, int bits) {
    double factor = value * ((double) (1L << (FLOAT64_BITS - bits)) + 1);
    double rounded = factor - (factor - value);
    return Double.isNaN(rounded) ? value : rounded;
  }

  /** 64 well-mixed bits, read as a signed number of ±2^63: a shortened finish of SplitMix64. */
  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * MULTIPLIER;
    mixed = (mixed ^ (mixed >>> 27)) * GOLDEN_GAMMA;
    return mixed ^ (mixed >>> 32);
  }
}
