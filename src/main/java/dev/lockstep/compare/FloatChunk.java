package dev.lockstep.compare;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Values;

/**
 * A quick look at some thousand float32 numbers within noise of float32: in that type itself, which
 * takes half the memory and twice as many numbers an instruction. Its answer is good to some last
 * places of float32, so that whatever lies near a limit is left to the exact look.
 */
final class FloatChunk {
  private static final float MULTIPLE = (float) Bound.Noise.MULTIPLE;

  /** What rounding to float32 may take from an excess three times over. */
  private static final double SLACK = 1 - 0x1p-20;

  /** Above all numbers whose last place is not a part of themselves. */
  private static final float SMALLEST = 0x1p-100f;

  /** A little more than a last place as a part of a number. */
  private static final float LAST_PLACE = 1.001f * 0x1p-23f;

  private final Values expected;
  private final Values actual;
  private final Values noise;
  private final float[] expecteds;
  private final float[] actuals;
  private final float[] deviations;
  private final float[] excess;
  private final float[] doubts;

  private FloatChunk(Values expected, Values actual, Values noise, int size) {
    this.expected = expected;
    this.actual = actual;
    this.noise = noise;
    this.expecteds = new float[size];
    this.actuals = new float[size];
    this.deviations = new float[size];
    this.excess = new float[size];
    this.doubts = new float[size];
  }

  /** Whether the quick look serves for these tensors and their bound. */
  static boolean serves(Values expected, Values actual, Bound.Noise bound) {
    return expected.type() == ElementType.F32
        && actual.type() == ElementType.F32
        && bound.coarser() == ElementType.F32
        && bound.atLeast().equals(Bound.Tolerance.NONE)
        && bound.noises().size() == 1
        && bound.noises().get(0).type() == ElementType.F32
        && bound.noises().get(0).shape().elements() == expected.shape().elements();
  }

  static FloatChunk of(Values expected, Values actual, Bound.Noise bound, int size) {
    return new FloatChunk(expected, actual, bound.noises().get(0), size);
  }

  /**
   * Adds elements to a tally if the noise of each is wider than its last place, and ten times that
   * is a float32 number.
   *
   * @param from the flat index of the first
   * @param count how many
   * @return false if it is not, and then nothing was added
   */
  boolean addTo(Tally tally, long from, int count) {
    expected.read(from, expecteds, count);
    noise.read(from, deviations, count);
    actual.read(from, actuals, count);
    fill(count);
    if (!areZero(doubts, count)) {
      return false;
    }
    tally.compared += count;
    lookCloser(tally, from, count);
    for (int i = 0; i < count && !tally.signalSeen; i++) {
      tally.signalSeen = Math.abs(expecteds[i]) > MULTIPLE * deviations[i];
    }
    return true;
  }

  /**
   * The excess of each element, and zero where its noise is wide enough, as a positive number or
   * NaN where it is not: a condition without a branch, so that the loop is vectorised.
   */
  private void fill(int count) {
    for (int i = 0; i < count; i++) {
      float allowed = MULTIPLE * deviations[i];
      float margin = allowed - (Math.abs(expecteds[i]) * LAST_PLACE + SMALLEST);
      doubts[i] = Math.abs(margin) - margin;
      excess[i] = Math.abs(actuals[i] - expecteds[i]) / allowed;
    }
  }

  /**
   * Takes a closer look at what stands out. Eight excesses at a time: where the sum of their
   * squares is less than the square of what stands out, none does.
   */
  private void lookCloser(Tally tally, long from, int count) {
    double sum = 0;
    float limit = limit(tally);
    int i = 0;
    for (; i + 7 < count; i += 8) {
      float squares =
          (excess[i] * excess[i] + excess[i + 1] * excess[i + 1])
              + (excess[i + 2] * excess[i + 2] + excess[i + 3] * excess[i + 3])
              + ((excess[i + 4] * excess[i + 4] + excess[i + 5] * excess[i + 5])
                  + (excess[i + 6] * excess[i + 6] + excess[i + 7] * excess[i + 7]));
      sum += squares;
      if (!(squares <= limit)) {
        look(tally, from, i, i + 8);
        limit = limit(tally);
      }
    }
    look(tally, from, i, count);
    for (; i < count; i++) {
      sum += excess[i] * excess[i];
    }
    tally.sumOfSquares += sum;
  }

  private void look(Tally tally, long from, int first, int end) {
    float unremarkable = (float) (tally.unremarkable() * SLACK);
    for (int i = first; i < end; i++) {
      if (!(excess[i] <= unremarkable)) {
        tally.look(from + i, actuals[i], expecteds[i], Bound.Noise.MULTIPLE * deviations[i]);
        unremarkable = (float) (tally.unremarkable() * SLACK);
      }
    }
  }

  /** The square of the excess up to which an element does not stand out; negative if all do. */
  private static float limit(Tally tally) {
    double unremarkable = tally.unremarkable();
    return (float) (unremarkable * Math.abs(unremarkable) * SLACK);
  }

  /**
   * Whether none of the numbers is positive or NaN; none may be negative. In eight sums, which do
   * not wait for each other.
   */
  private static boolean areZero(float[] numbers, int count) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int i = 0;
    for (; i + 7 < count; i += 8) {
      a += numbers[i];
      b += numbers[i + 1];
      c += numbers[i + 2];
      d += numbers[i + 3];
      e += numbers[i + 4];
      f += numbers[i + 5];
      g += numbers[i + 6];
      h += numbers[i + 7];
    }
    for (; i < count; i++) {
      a += numbers[i];
    }
    return a + b + c + d + e + f + g + h == 0;
  }
}
