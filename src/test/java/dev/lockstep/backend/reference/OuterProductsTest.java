package dev.lockstep.backend.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.tensor.Precision;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("the sum over steps of outer products")
class OuterProductsTest {
  private static final int STEPS = 40;
  private static final int ROWS = 3;
  private static final int COLUMNS = 5;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {0, 1, 2, 3, 4, 5, 6, 7})
  void roundsEveryAdditionOnItsRandomGrid(long seed) {
    Rounding rounding = Rounding.random(Rounding.FLOAT32_BITS, 1, 0, seed).overSteps(STEPS);
    assertSumsOneByOne(rounding, rounding);
    assertSumsOneByOne(rounding.inAnotherOrder(), rounding);
    Rounding finer = Rounding.random(50, 1, 0, seed).overSteps(STEPS);
    assertSumsOneByOne(finer, finer);
  }

  @Test
  void roundsOnceForEachAdditionInAFormat() {
    assertSumsOneByOne(Rounding.to(Precision.FLOAT32), Rounding.exact());
    assertSumsOneByOne(Rounding.exact(), Rounding.exact());
  }

  private static void assertSumsOneByOne(Rounding rounding, Rounding ofProducts) {
    Random random = new Random(43052);
    OuterProducts products = new OuterProducts(rounding, 1, ROWS, COLUMNS);
    double[] sums = new double[ROWS * COLUMNS];
    double[] expected = new double[ROWS * COLUMNS];
    for (int t = 0; t < STEPS; t++) {
      double[] a = random.doubles(ROWS, -1, 1).map(rounding::of).toArray();
      double[] b = random.doubles(COLUMNS, -1, 1).map(rounding::of).toArray();
      products.addTo(sums, t, a, 0, b, 0);
      for (int i = 0; i < expected.length; i++) {
        expected[i] = rounding.addStep(expected[i], ofProducts.of(a[i / COLUMNS] * b[i % COLUMNS]));
      }
    }
    assertArrayEquals(expected, sums, 1e-12);
  }

  @Test
  void overflowsWhereFloat32Does() {
    Rounding rounding = Rounding.random(Rounding.FLOAT32_BITS, 1, 0, 4);
    assertEquals(Double.POSITIVE_INFINITY, sumOf(rounding, 1e20, 1e20));
    assertEquals(Double.NaN, sumOf(rounding, Double.NaN, 1));
    assertEquals(Double.POSITIVE_INFINITY, sumOf(rounding, Double.POSITIVE_INFINITY, 1));
  }

  @Test
  void flushesWithHalfOfTheSeedsWhatIsTooSmallForANormalNumber() {
    assertEquals(0, sumOf(Rounding.random(Rounding.FLOAT32_BITS, 1, 0, 1), 1e-20, 1e-20));
    assertEquals(
        1e-40, sumOf(Rounding.random(Rounding.FLOAT32_BITS, 1, 0, 4), 1e-20, 1e-20), 1e-44);
  }

  @Test
  void doesNotTakeAProductForThatOfOtherRows() {
    OuterProducts products = new OuterProducts(Rounding.exact(), 2, 1, 1);
    double[] sum = {0};
    products.addTo(sum, 0, new double[] {2}, 0, new double[] {3}, 0);
    products.addTo(sum, 2, new double[] {2}, 0, new double[] {3}, 0);
    products.addTo(sum, 4, new double[] {2}, 0, new double[] {5}, 0);
    products.addTo(sum, 6, new double[] {7}, 0, new double[] {5}, 0);
    assertEquals(6 + 6 + 10 + 35, sum[0]);
  }

  private static double sumOf(Rounding rounding, double a, double b) {
    double[] sum = {0};
    new OuterProducts(rounding, 1, 1, 1).addTo(sum, 0, new double[] {a}, 0, new double[] {b}, 0);
    return sum[0];
  }
}
