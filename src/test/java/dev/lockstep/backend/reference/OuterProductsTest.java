package dev.lockstep.backend.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OuterProductsTest {
  private static final int STEPS = 12;
  private static final int PERIOD = 3;

  /** Products of 300 x 300 matrices are too many to be kept for a whole period. */
  @ParameterizedTest
  @ValueSource(ints = {2, 300})
  void theSumIsThatOfAllProductsWhetherTheyAreKeptOrNot(int size) {
    Random random = new Random(size);
    double[] a = new double[STEPS * size];
    double[] b = new double[(STEPS + 1) * size];
    Arrays.setAll(a, i -> i < PERIOD * size ? random.nextDouble() : a[i - PERIOD * size]);
    Arrays.setAll(b, i -> i < PERIOD * size ? random.nextDouble() : b[i - PERIOD * size]);
    a[7 * size] = 5; // one row that does not repeat
    b[5 * size + 1] = 6;
    double[] ascending = new double[size * size];
    double[] descending = new double[size * size];
    OuterProducts upwards = new OuterProducts(Rounding.exact(), PERIOD, size, size);
    OuterProducts downwards = new OuterProducts(Rounding.exact(), PERIOD, size, size);
    double[] expected = new double[size * size];
    for (int t = 0; t < STEPS; t++) {
      upwards.addTo(ascending, t, a, t * size, b, (t + 1) * size);
      int last = STEPS - 1 - t;
      downwards.addTo(descending, last, a, last * size, b, (last + 1) * size);
      for (int i = 0; i < expected.length; i++) {
        expected[i] += a[t * size + i / size] * b[(t + 1) * size + i % size];
      }
    }
    assertArrayEquals(expected, ascending, 1e-12);
    assertArrayEquals(expected, descending, 1e-12);
  }
}
