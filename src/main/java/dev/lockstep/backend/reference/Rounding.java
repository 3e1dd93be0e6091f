package dev.lockstep.backend.reference;

import dev.lockstep.tensor.Precision;

/**
 * What becomes of each operation's result before it is stored: the number format of a training.
 *
 * <p>An operation is one addition, multiplication, division, root or elementary function, computed
 * in float64 and then handed to {@link #of}. A sum of products hands over every partial sum. NaN
 * and infinities stay what they are in every format.
 *
 * <p>One final class with a branch for each format, and not an interface with a class for each:
 * these methods run some 10^7 times a training, and a call site that has met three classes is no
 * longer inlined.
 */
public final class Rounding {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
  private static final long MULTIPLIER = 0xbf58476d1ce4e5b9L;
  private static final int FLOAT64_BITS = 53;

  private enum Kind {
    EXACT,
    FLOAT32,
    RANDOM
  }

  private final Kind kind;
  private final double scale;
  private final double elementaryScale;
  private final int operandBits;
  private final long seed;
  private long counter;

  private Rounding(Kind kind, double scale, double elementaryScale, int operandBits, long seed) {
    this.kind = kind;
    this.scale = scale;
    this.elementaryScale = elementaryScale;
    this.operandBits = operandBits;
    this.seed = seed * GOLDEN_GAMMA;
    this.counter = this.seed;
  }

  /** float64: every result is stored as it is. */
  public static Rounding exact() {
    return new Rounding(Kind.EXACT, 0, 0, FLOAT64_BITS, 0);
  }

  /** float32: every result is rounded to the nearest float32. */
  public static Rounding float32() {
    return new Rounding(Kind.FLOAT32, 0, 0, FLOAT64_BITS, 0);
  }

  /**
   * Monte Carlo arithmetic (Parker, 1997): every result is multiplied by {@code 1 + u·ξ}, with u
   * the unit roundoff and ξ uniform in ±1, drawn anew for each operation. Many trainings under it
   * show how far a format of that roundoff may legitimately stray. A constant keeps one error for
   * the whole training, as a rounded constant does.
   *
   * @param precision the format whose roundoff is imitated
   * @param elementaryError the largest relative error of exp, log, tanh and the logistic function,
   *     in units of the roundoff, 1 or more
   * @param seed chooses the errors; the same seed gives the same ones
   */
  public static Rounding random(Precision precision, double elementaryError, long seed) {
    double scale = precision.unitRoundoff() * 0x1p-63;
    return new Rounding(Kind.RANDOM, scale, scale * elementaryError, FLOAT64_BITS, seed);
  }

  /**
   * This format with the operands of every matrix product first rounded to fewer significant bits,
   * as matrix units do: 8 for bfloat16, 11 for TF32.
   *
   * @param bits 2 to 53
   */
  public Rounding withOperandBits(int bits) {
    return new Rounding(kind, scale, elementaryScale, bits, seed);
  }

  /** The stored form of an operation's result. */
  public double of(double result) {
    return switch (kind) {
      case EXACT -> result;
      case FLOAT32 -> (float) result;
      case RANDOM -> result + result * (next() * scale);
    };
  }

  /** The product of two stored numbers inside a matrix product, before it is added up. */
  public double product(double a, double b) {
    return operandBits == FLOAT64_BITS ? a * b : shortened(a) * shortened(b);
  }

  /** The stored form of exp's, log's, tanh's or the logistic function's result. */
  public double elementary(double result) {
    return kind == Kind.RANDOM ? result + result * (next() * elementaryScale) : of(result);
  }

  /** The stored form of a constant such as a decay rate, the same each time it is asked for. */
  public double constant(double value) {
    if (kind != Kind.RANDOM) {
      return of(value);
    }
    long bits = seed ^ mix(Double.doubleToLongBits(value) + GOLDEN_GAMMA);
    return value + value * (mix(bits) * scale);
  }

  /**
   * The next draw, a signed number of ±2^63: SplitMix64's counter with a finish of one
   * multiplication. The draws need to be uniform and free of patterns over a training, not
   * unpredictable.
   */
  private long next() {
    counter += GOLDEN_GAMMA;
    return mix(counter);
  }

  private static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * MULTIPLIER;
    return mixed ^ (mixed >>> 32);
  }

  private double shortened(double value) {
    // Adding and subtracting 2^(53 - bits) + 1 times the value rounds it to nearest (Veltkamp).
    double factor = value * ((double) (1L << (FLOAT64_BITS - operandBits)) + 1);
    return factor - (factor - value);
  }
}
