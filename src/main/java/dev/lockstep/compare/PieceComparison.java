package dev.lockstep.compare;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Values;
import java.util.Arrays;

/**
 * Compares a piece of a tensor with the expected one, some thousand elements at a time: loops over
 * small arrays, which the compiler turns into vector instructions, and a closer look only at
 * elements that stand out.
 */
final class PieceComparison {
  private static final int CHUNK = 8192;

  private final Values expected;
  private final Values actual;

  PieceComparison(Values expected, Values actual) {
    this.expected = expected;
    this.actual = actual;
  }

  /** The tally of the elements from one flat index to before another. */
  Tally tally(Bound bound, long from, long to) {
    return bound.map(
        equal -> isBeyondDouble() ? integers(from, to) : equal(from, to),
        noise ->
            FloatChunk.serves(expected, actual, noise)
                ? quick(noise, from, to)
                : within(Allowance.of(noise), from, to),
        within -> within(Allowance.of(within), from, to),
        tolerance -> within(Allowance.of(tolerance), from, to),
        unknown -> bits(from, to));
  }

  /** Reads both sides, chunk by chunk. */
  private void read(long from, long to, Chunk chunk) {
    int size = (int) Math.min(CHUNK, to - from);
    double[] expecteds = new double[size];
    double[] actuals = new double[size];
    for (long at = from; at < to; at += CHUNK) {
      int count = (int) Math.min(CHUNK, to - at);
      expected.read(at, expecteds, count);
      actual.read(at, actuals, count);
      chunk.take(at, expecteds, actuals, count);
    }
  }

  /** Takes some thousand elements of both sides. */
  @FunctionalInterface
  private interface Chunk {
    /**
     * Takes a chunk.
     *
     * @param at the flat index of the first
     * @param count how many of each array count
     */
    void take(long at, double[] expecteds, double[] actuals, int count);
  }

  private boolean isBeyondDouble() {
    boolean bothIntegers = !expected.type().isFloating() && !actual.type().isFloating();
    return bothIntegers && (expected.type() == ElementType.I64 || actual.type() == ElementType.I64);
  }

  /** The quick look where it serves, chunk by chunk. */
  private Tally quick(Bound.Noise bound, long from, long to) {
    Allowance allowance = Allowance.of(bound);
    FloatChunk quick = FloatChunk.of(expected, actual, bound, (int) Math.min(CHUNK, to - from));
    Tally tally = new Tally();
    for (long at = from; at < to; at += CHUNK) {
      int count = (int) Math.min(CHUNK, to - at);
      if (!quick.addTo(tally, at, count)) {
        tally.add(within(allowance, at, at + count));
      }
    }
    return tally;
  }

  private Tally within(Allowance allowance, long from, long to) {
    int size = (int) Math.min(CHUNK, to - from);
    double[] allowed = new double[size];
    double[] excess = new double[size];
    Tally tally = new Tally();
    read(
        from,
        to,
        (at, expecteds, actuals, count) -> {
          allowance.fill(at, expecteds, allowed, count);
          divide(actuals, expecteds, allowed, excess, count);
          double unremarkable = tally.unremarkable();
          for (int i = 0; i < count; i++) {
            if (!(excess[i] <= unremarkable)) {
              excess[i] = tally.look(at + i, actuals[i], expecteds[i], allowed[i]);
              unremarkable = tally.unremarkable();
            }
          }
          tally.compared += count;
          tally.sumOfSquares += sumOfSquares(excess, count);
          for (int i = 0; i < count && !tally.signalSeen; i++) {
            tally.signalSeen = Math.abs(expecteds[i]) > allowed[i];
          }
        });
    return tally;
  }

  private static void divide(
      double[] actuals, double[] expecteds, double[] allowed, double[] excess, int count) {
    for (int i = 0; i < count; i++) {
      // An infinite bound is none, and what has none stands out.
      excess[i] =
          allowed[i] <= Double.MAX_VALUE
              ? Math.abs(actuals[i] - expecteds[i]) / allowed[i]
              : Double.NaN;
    }
  }

  /** In four sums, which do not wait for each other. */
  private static double sumOfSquares(double[] numbers, int count) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      a += numbers[i] * numbers[i];
      b += numbers[i + 1] * numbers[i + 1];
      c += numbers[i + 2] * numbers[i + 2];
      d += numbers[i + 3] * numbers[i + 3];
    }
    for (; i < count; i++) {
      a += numbers[i] * numbers[i];
    }
    return a + b + (c + d);
  }

  private Tally equal(long from, long to) {
    ElementType coarser =
        actual.type().isCoarserThan(expected.type()) ? actual.type() : expected.type();
    boolean sameType = actual.type() == expected.type();
    Tally tally = new Tally();
    read(
        from,
        to,
        (at, expecteds, actuals, count) -> {
          tally.compared += count;
          for (int i = 0; i < count; i++) {
            double e = sameType ? expecteds[i] : coarser.round(expecteds[i]);
            double a = sameType ? actuals[i] : coarser.round(actuals[i]);
            if (!(Math.abs(a - e) <= 0) || (at == from && i == 0)) {
              tally.look(at + i, a, e, 0);
              tally.sumOfSquares += a == e ? 0 : Double.POSITIVE_INFINITY;
            }
          }
        });
    tally.signalSeen = true;
    return tally;
  }

  private Tally integers(long from, long to) {
    int size = (int) Math.min(CHUNK, to - from);
    long[] expecteds = new long[size];
    long[] actuals = new long[size];
    Tally tally = new Tally();
    for (long at = from; at < to; at += CHUNK) {
      int count = (int) Math.min(CHUNK, to - at);
      expected.readIntegers(at, expecteds, count);
      actual.readIntegers(at, actuals, count);
      tally.compared += count;
      for (int i = 0; i < count; i++) {
        if (actuals[i] != expecteds[i] || (at == from && i == 0)) {
          tally.look(at + i, shown(actuals[i], expecteds[i]), expecteds[i], 0);
          tally.sumOfSquares += actuals[i] == expecteds[i] ? 0 : Double.POSITIVE_INFINITY;
        }
      }
    }
    tally.signalSeen = true;
    return tally;
  }

  /**
   * The actual integer; two that are the same {@code double} are set apart by its smallest step.
   */
  private static double shown(long actual, long expected) {
    double shown = actual;
    if (actual != expected && shown == expected) {
      return actual > expected ? Math.nextUp(shown) : Math.nextDown(shown);
    }
    return shown;
  }

  private Tally bits(long from, long to) {
    Tally tally = new Tally();
    read(
        from,
        to,
        (at, expecteds, actuals, count) -> {
          boolean same = Arrays.mismatch(expecteds, 0, count, actuals, 0, count) < 0;
          for (int i = 0; i < count; i++) {
            double e = expecteds[i];
            double a = actuals[i];
            if (!(Math.abs(a - e) <= Double.MAX_VALUE)) {
              tally.look(at + i, a, e, 0);
              tally.sumOfSquares = Double.POSITIVE_INFINITY;
            } else if (!same && Double.doubleToRawLongBits(a) != Double.doubleToRawLongBits(e)) {
              tally.differs(new Element(at + i, a, e, 0));
            }
          }
        });
    tally.compared = tally.differing > 0 ? tally.mismatches : to - from;
    tally.signalSeen = true;
    return tally;
  }
}
