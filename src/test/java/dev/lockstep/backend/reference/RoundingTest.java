package dev.lockstep.backend.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.tensor.Precision;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoundingTest {

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
   * A thousand times the same addend: on a grid the error points the same way until the sum doubles,
   * so that the errors add up to about a hundred units; errors drawn for each addition would change
   * sides, which leaves about √1000 · 0.33 units.
   */
  @Test
  void repeatedAddendsErrToOneSide() {
    double oneSided = rootMeanSquareErrorOfASum();
    assertTrue(oneSided > 60 && oneSided < 500, () -> oneSided + " units");
  }

  private static double rootMeanSquareErrorOfASum() {
    int bits = 38;
    int addends = 1000;
    double squares = 0;
    int seeds = 64;
    for (int seed = 0; seed < seeds; seed++) {
      Rounding rounding = Rounding.random(bits, 1, 0, seed);
      double sum = 0;
      for (int i = 0; i < addends; i++) {
        sum = rounding.add(sum, 0.1);
      }
      double error = (sum / (0.1 * addends) - 1) * Math.scalb(1.0, bits);
      squares += error * error;
    }
    return Math.sqrt(squares / seeds);
  }
}
