package dev.lockstep.backend.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LossTest {
  private static final Loss LOSS = Loss.meanCrossEntropy();

  @Test
  void isTheMeanOfTheNegativeLogProbabilities() {
    // Softmax of (log 1, log 3) is (1/4, 3/4); of (0, 0) it is (1/2, 1/2).
    double[] logits = {Math.log(1), Math.log(3), 0, 0};
    Loss.Result result = LOSS.of(logits, new int[] {0, 1}, 2, Rounding.exact());
    assertEquals((Math.log(4) + Math.log(2)) / 2, result.loss(), 1e-15);
    assertArrayEquals(new double[] {0.25, 0.75, 0.5, 0.5}, result.softmax(), 1e-15);
    assertArrayEquals(new double[] {-0.375, 0.375, 0.25, -0.25}, result.logitGradient(), 1e-15);
  }

  @Test
  void doesNotOverflowWhereLogitsSaturate() {
    double[] logits = {1e300, -1e300, 0, 1000, -1000, 999};
    Loss.Result result = LOSS.of(logits, new int[] {0, 1}, 3, Rounding.exact());
    double sum = 1 + Math.exp(-1);
    assertArrayEquals(
        new double[] {1, 0, 0, 1 / sum, 0, Math.exp(-1) / sum}, result.softmax(), 1e-15);
    assertEquals((2000 + Math.log(sum)) / 2, result.loss(), 1e-12);
  }

  @Test
  void isNotTakenFromASoftmaxThatHasUnderflowed() {
    Loss.Result result = LOSS.of(new double[] {0, 900}, new int[] {0}, 2, Rounding.exact());
    assertEquals(0.0, result.softmax()[0]);
    assertEquals(900.0, result.loss());
  }

  @Test
  void isNaNWhereALogitIsNaNAndOtherRowsStayAsTheyAre() {
    double[] logits = {0, Double.NaN, 0, 0};
    Loss.Result result = LOSS.of(logits, new int[] {0, 0}, 2, Rounding.exact());
    assertTrue(Double.isNaN(result.loss()));
    assertTrue(Arrays.stream(result.softmax(), 0, 2).allMatch(Double::isNaN));
    assertArrayEquals(new double[] {0.5, 0.5}, Arrays.copyOfRange(result.softmax(), 2, 4));
  }

  @Test
  void isNaNWhereALogitIsInfinite() {
    double[] logits = {Double.POSITIVE_INFINITY, 0};
    Loss.Result result = LOSS.of(logits, new int[] {1}, 2, Rounding.exact());
    assertTrue(Double.isNaN(result.softmax()[0]));
  }
}
