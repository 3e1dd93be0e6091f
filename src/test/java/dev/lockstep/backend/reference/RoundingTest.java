package dev.lockstep.backend.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.tensor.Precision;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoundingTest {
  private static final int BITS = 38;

  static Stream<Rounding> formats() {
    return Stream.of(
        Rounding.exact(),
        Rounding.to(Precision.FLOAT32),
        Rounding.random(Rounding.FLOAT32_BITS, 4, 0, 1),
        Rounding.random(Rounding.FLOAT32_BITS, 4, 0, 2),
        Rounding.random(38, 4, 0, 1),
        Rounding.random(38, 4, 0, 2));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void keepsNaNInfinitiesAndZero(Rounding rounding) {
    assertTrue(Double.isNaN(rounding.of(Double.NaN)));
    assertTrue(Double.isNaN(rounding.elementary(Double.NaN)));
    assertTrue(Double.isNaN(rounding.add(1, Double.NaN)));
    for (double special : new double[] {1 / 0.0, -1 / 0.0, 0.0}) {
      assertEquals(special, rounding.of(special));
      assertEquals(special, rounding.elementary(special));
      assertEquals(special, rounding.add(special, 0.0));
      assertEquals(special, rounding.add(0.0, special));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 11, 24, 52, 53})
  void shortenedOperandsKeepNaNInfinitiesAndZero(int bits) {
    Rounding rounding = Rounding.exact().withOperandBits(bits);
    assertTrue(Double.isNaN(rounding.product(Double.NaN, 1)));
    for (double special : new double[] {1 / 0.0, -1 / 0.0, 0.0}) {
      assertEquals(special, rounding.product(special, 1));
    }
  }

  @ParameterizedTest
  @CsvSource({
    // Half a unit of the eighth bit above 1 lies between 1 and 1 + 2^-7; the even one is 1.
    "8, 0x1.0p0, 0x1.0p0",
    "8, 0x1.01p0, 0x1.0p0",
    "8, 0x1.010001p0, 0x1.02p0",
    "8, 0x1.03p0, 0x1.04p0",
    "8, -0x1.03p0, -0x1.04p0",
    "8, 0x1.ffp0, 0x1.0p1",
    "11, 0x1.002p0, 0x1.0p0",
    "11, 0x1.002001p0, 0x1.004p0",
    "11, 0x1.006p0, 0x1.008p0",
    "11, 0x1.ffep0, 0x1.0p1",
    "8, 0x1.03p-126, 0x1.04p-126",
    "8, 0x1.fep127, 0x1.fep127"
  })
  void shortenedOperandsAreRoundedToTheNearestAndTiesToEven(
      int bits, String value, String expected) {
    Rounding rounding = Rounding.exact().withOperandBits(bits);
    double rounded = rounding.product(Double.parseDouble(value), 1);
    assertEquals(Double.toHexString(Double.parseDouble(expected)), Double.toHexString(rounded));
  }

  /**
   * A thousand times the same addend: between two powers of two each addition errs to the same
   * side, so that the errors add up to about 500 · 0.5 units, and not to √1000 · 0.3.
   */
  @Test
  void theErrorsOfRepeatedAddendsAddUp() {
    double error = rootMeanSquare(seed -> relativeErrorOfASum(seed));
    assertTrue(error > 100 && error < 500, () -> error + " units");
  }

  private static double relativeErrorOfASum(int seed) {
    Rounding rounding = Rounding.random(BITS, 1, 0, seed);
    double sum = 0;
    for (int i = 0; i < 1000; i++) {
      sum = rounding.add(sum, 0.1);
    }
    return sum / 100 - 1;
  }

  /** 1 lies on the format's grid, and on that of hardly any seed. */
  @Test
  void noNumberIsSafeFromEverySeed() {
    double error = rootMeanSquare(seed -> Rounding.random(BITS, 1, 0, seed).of(1) - 1);
    assertTrue(error > 0.2 && error < 1, () -> error + " units");
  }

  /** Otherwise a repeating text would never come to repeat its states bit by bit. */
  @Test
  void aLargerNumberIsNeverStoredAsASmallerOne() {
    for (int seed = 0; seed < 32; seed++) {
      Rounding rounding = Rounding.random(BITS, 100, 3, seed);
      double before = 0;
      for (int i = 1; i <= 1000; i++) {
        double x = 0.7 + i * Math.scalb(1.0, -BITS);
        double stored = rounding.elementary(x) + rounding.of(x) + rounding.tanh(x);
        assertTrue(stored >= before);
        before = stored;
      }
    }
  }

  @Test
  void anAbsoluteErrorOfTanhStaysWithinItsBoundAndLeavesZeroAlone() {
    double unit = Math.scalb(1.0, -BITS);
    for (int seed = 0; seed < 32; seed++) {
      Rounding rounding = Rounding.random(BITS, 1, 3, seed);
      assertEquals(0, rounding.tanh(0));
      double largest = 0;
      for (int i = 1; i <= 100; i++) {
        double x = i * 0.37 * unit;
        largest = Math.max(largest, Math.abs(rounding.tanh(x) - x));
      }
      double units = largest / unit;
      assertTrue(units > 1 && units <= 3.01, () -> units + " units");
    }
  }

  private static double rootMeanSquare(IntToDoubleFunction errorOfSeed) {
    double squares = 0;
    int seeds = 64;
    for (int seed = 0; seed < seeds; seed++) {
      double units = errorOfSeed.applyAsDouble(seed) * Math.scalb(1.0, BITS);
      squares += units * units;
    }
    return Math.sqrt(squares / seeds);
  }
}
