package dev.lockstep.backend.reference;

import dev.lockstep.tensor.Precision;

/**
 * The numbers that a format can store. NaN and infinities stay what they are on every grid.
 *
 * <p>One final class with a branch for each format, and not an interface with a class for each:
 * these methods run some 10^7 times a training, and a call site that has met three classes is no
 * longer inlined.
 */
final class Grid {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
  private static final long MULTIPLIER = 0xbf58476d1ce4e5b9L;

  private final Kind kind;
  private final double scale;
  private final double inverseOfScale;
  private final double splitter;
  private final double smallest;

  private enum Kind {
    EXACT,
    FLOAT32,
    RANDOM_FLOAT32,
    RANDOM_FLOAT64
  }

  private Grid(Kind kind, double scale, double splitter, double smallest) {
    this.kind = kind;
    this.scale = scale;
    this.inverseOfScale = 1 / scale;
    this.splitter = splitter;
    this.smallest = smallest;
  }

  /** The numbers of a format. */
  static Grid of(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> new Grid(Kind.FLOAT32, 1, 0, 0);
      case FLOAT64 -> new Grid(Kind.EXACT, 1, 0, 0);
    };
  }

  /**
   * The numbers of a format over a factor of 1 to 2 that the seed chooses.
   *
   * <p>It is the grid that is random and not each error, because errors of real rounding hang
   * together. Where a text repeats, the states soon repeat bit by bit, the same addends come again
   * and again, rounding errs to the same side each time, and the errors of a sum add up in
   * proportion to the steps and not to their root. Errors drawn for each operation would keep the
   * states from repeating, and average out. And on one grid for all runs, the last rounding could
   * bring every run to the same number, so that a spread of less than half a step looked like none.
   *
   * <p>Float32 also has its range: what is larger becomes infinite, and with half of the seeds what
   * is below twice the smallest normal number becomes zero, as where a processor flushes such
   * numbers, or an exponential is computed as twice a half.
   *
   * @param bits the significant bits
   */
  static Grid random(int bits, long seed) {
    boolean narrow = bits == Rounding.FLOAT32_BITS;
    boolean flushes = narrow && (seed & 1) != 0;
    long mixed = mix(seed * GOLDEN_GAMMA + MULTIPLIER);
    return new Grid(
        narrow ? Kind.RANDOM_FLOAT32 : Kind.RANDOM_FLOAT64,
        1 + (mixed >>> 1) * 0x1p-63,
        splitter(bits),
        flushes ? 2 * Float.MIN_NORMAL : 0);
  }

  /** Whether every number is stored as it is. */
  boolean isExact() {
    return kind == Kind.EXACT;
  }

  /** Whether the numbers are those of a format and not of its random relative. */
  boolean isOfAFormat() {
    return kind == Kind.EXACT || kind == Kind.FLOAT32;
  }

  /** The nearest number, and zero for what is too small. */
  double of(double number) {
    if (kind == Kind.EXACT) {
      return number;
    }
    if (kind == Kind.FLOAT32) {
      return (float) number;
    }
    double stored = nearest(number);
    return Math.abs(stored) < smallest ? 0 : stored;
  }

  /** The nearest number of a random grid, however small. */
  double nearest(double number) {
    double scaled = number * scale;
    return (kind == Kind.RANDOM_FLOAT32 ? (float) scaled : shortened(scaled, splitter))
        * inverseOfScale;
  }

  /**
   * Puts the nearest number of a random grid in the place of each of moderate numbers, far from the
   * ends of float32's range. That is {@link #nearest} of each, but for one that lies exactly
   * between two, without a conversion, which would keep the loop from being vectorised.
   */
  void round(double[] moderate) {
    double unit = scale;
    double back = inverseOfScale;
    double factor = splitter;
    for (int i = 0; i < moderate.length; i++) {
      double scaled = moderate[i] * unit;
      double split = scaled * factor;
      moderate[i] = (split - (split - scaled)) * back;
    }
  }

  /**
   * Adds moderate numbers to others and stores the results as {@link #round(double[])} does.
   *
   * @param ahead how many of each addend the sum holds while it is rounded; they are taken off
   *     again
   */
  void add(double[] sums, double[] addends, double ahead) {
    double unit = scale;
    double back = inverseOfScale;
    double factor = splitter;
    for (int i = 0; i < sums.length; i++) {
      double held = ahead * addends[i];
      double scaled = (sums[i] + held + addends[i]) * unit;
      double split = scaled * factor;
      sums[i] = (split - (split - scaled)) * back - held;
    }
  }

  /**
   * The nearest number with fewer significant bits.
   *
   * @param coarser what {@link #splitter} gives for these bits
   */
  double nearestOfFewer(double number, double coarser) {
    return shortened(number * scale, coarser) * inverseOfScale;
  }

  /** The nearest of numbers that are all equally far apart; the seed chooses where they lie. */
  double nearestOfEven(double number, double stepsPerUnit) {
    double shift = scale - 1.5;
    return (Math.rint(number * stepsPerUnit + shift) - shift) / stepsPerUnit;
  }

  /** What Veltkamp's way of rounding to so many bits multiplies by. */
  static double splitter(int bits) {
    return Math.scalb(1.0, Rounding.FLOAT64_BITS - bits) + 1;
  }

  /** Rounds to nearest by taking away what is added (Veltkamp); infinities and NaN stay. */
  private static double shortened(double value, double splitter) {
    double factor = value * splitter;
    double rounded = factor - (factor - value);
    return Double.isNaN(rounded) ? value : rounded;
  }

  /** 64 well mixed bits: a shortened finish of SplitMix64. */
  private static long mix(long bits) {
    long mixed = bits * MULTIPLIER;
    return (mixed ^ (mixed >>> 32)) * GOLDEN_GAMMA;
  }
}
