package dev.lockstep.backend.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.tensor.Precision;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class RoundingProperties {

  /** Numbers of every sign whose powers of two are spread over float32's normal range. */
  @Provide
  Arbitrary<Double> numbers() {
    return Combinators.combine(
            Arbitraries.doubles().between(1, 2).ofScale(15),
            Arbitraries.integers().between(-120, 120),
            Arbitraries.of(1, -1))
        .as((significand, exponent, sign) -> sign * Math.scalb(significand, exponent));
  }

  @Property(seed = "43052")
  void float64KeepsEveryResult(@ForAll double value) {
    assertEquals(value, Rounding.exact().of(value));
    assertEquals(value, Rounding.exact().elementary(value));
    assertEquals(value + 0.1, Rounding.exact().add(value, 0.1));
    assertEquals(value * 3, Rounding.exact().product(value, 3));
  }

  @Property(seed = "43052")
  void float32IsTheNearestFloat(@ForAll("numbers") double value) {
    Rounding rounding = Rounding.to(Precision.FLOAT32);
    double rounded = rounding.of(value);
    float below = Math.nextDown((float) rounded);
    float above = Math.nextUp((float) rounded);
    assertEquals((float) rounded, rounded);
    assertTrue(Math.abs(value - rounded) <= Math.abs(value - below));
    assertTrue(Math.abs(value - rounded) <= Math.abs(value - above));
    assertEquals(rounded, rounding.elementary(value));
    assertEquals(rounded, rounding.add(value / 2, value / 2));
  }

  @Property(seed = "43052")
  void aRandomErrorRepeatsForASeedAndDiffersBetweenSeeds(@ForAll long seed) {
    Rounding rounding = Rounding.random(Rounding.FLOAT32_BITS, 1, 0, seed);
    Rounding same = Rounding.random(Rounding.FLOAT32_BITS, 1, 0, seed);
    Rounding other = Rounding.random(Rounding.FLOAT32_BITS, 1, 0, seed + 1);
    int differing = 0;
    for (int i = 1; i <= 64; i++) {
      double value = Math.sqrt(i + 0.1);
      assertEquals(rounding.of(value), rounding.of(value));
      assertEquals(rounding.of(value), same.of(value));
      differing += rounding.of(value) == other.of(value) ? 0 : 1;
    }
    // Two grids have hardly a number in common.
    assertNotEquals(0, differing);
  }

  @Property(seed = "43052", edgeCases = EdgeCasesMode.NONE)
  void aRandomErrorStaysWithinItsBound(
      @ForAll("numbers") double value,
      @ForAll("numbers") double other,
      @ForAll long seed,
      @ForAll @IntRange(min = 24, max = 44) int bits,
      @ForAll @DoubleRange(min = 1, max = 64) double elementaryError) {
    Rounding rounding = Rounding.random(bits, elementaryError, 0, seed);
    double unit = Math.scalb(1 + 1e-5, -bits);
    double size = Math.abs(value);
    assertTrue(Math.abs(rounding.of(value) - value) <= unit * size);
    assertTrue(Math.abs(rounding.elementary(value) - value) <= 2 * elementaryError * unit * size);
    double sum = value + other;
    Assume.that(Math.abs(sum) > 0x1p-124);
    double largest = unit * (Math.abs(sum) + Math.abs(other)); // the addend is rounded first
    assertTrue(Math.abs(rounding.add(value, other) - sum) <= largest);
  }

  @Property(tries = 50, seed = "43052")
  void randomErrorsFillTheirBoundOnBothSides(@ForAll long seed, @ForAll("numbers") double start) {
    Rounding rounding = Rounding.random(Rounding.FLOAT32_BITS, 8, 0, seed);
    double smallest = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    double sum = 0;
    int count = 400;
    Random random = new Random(seed);
    for (int i = 0; i < count; i++) {
      double value = start * (1 + random.nextDouble());
      double error =
          (rounding.elementary(value) - value) / value / Precision.FLOAT32.unitRoundoff();
      smallest = Math.min(smallest, error);
      largest = Math.max(largest, error);
      sum += error;
    }
    // Half a step of the grid is 8 units where the significand is near 1, and 4 near 2.
    assertTrue(smallest < -4 && largest > 4, smallest + " to " + largest);
    assertTrue(Math.abs(sum / count) < 1.5, "mean " + sum / count);
  }

  @Property(seed = "43052")
  void eightOperandBitsAreBfloat16(@ForAll("numbers") double value) {
    float operand = (float) value;
    double expected = toEven(operand, 16);
    assertEquals(expected, Rounding.exact().withOperandBits(8).product(operand, 1));
  }

  @Property(seed = "43052")
  void elevenOperandBitsAreTf32(@ForAll("numbers") double value) {
    float operand = (float) value;
    double expected = toEven(operand, 13);
    assertEquals(expected, Rounding.exact().withOperandBits(11).product(operand, 1));
  }

  /** The nearest float whose low bits are zero, ties to even, by integer arithmetic on its bits. */
  private static float toEven(float value, int lowBits) {
    int bits = Float.floatToRawIntBits(value);
    int unit = 1 << lowBits;
    int low = bits & (unit - 1);
    int truncated = bits - low;
    boolean odd = (truncated & unit) != 0;
    boolean up = low > unit / 2 || (low == unit / 2 && odd);
    return Float.intBitsToFloat(up ? truncated + unit : truncated);
  }
}
