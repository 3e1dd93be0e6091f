package dev.lockstep.backend.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.tensor.Precision;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SoftmaxProperties {
  private static final int VOCABULARY = 5;

  @Provide
  Arbitrary<double[]> logits() {
    Arbitrary<Double> ordinary = Arbitraries.doubles().between(-20, 20);
    Arbitrary<Double> any = Arbitraries.doubles().between(-1e30, 1e30);
    return Arbitraries.oneOf(ordinary, any).array(double[].class).ofSize(3 * VOCABULARY);
  }

  @Property(seed = "43052")
  void everyRowIsADistributionAndItsGradientSumsToZero(
      @ForAll("logits") double[] logits, @ForAll Precision precision) {
    Rounding rounding = Rounding.to(precision);
    Loss.Result result =
        Loss.meanCrossEntropy().of(logits, new int[] {0, 4, 2}, VOCABULARY, rounding);
    // One rounding for each exponential, each partial sum and each quotient.
    double tolerance = 3 * VOCABULARY * precision.unitRoundoff();
    for (int t = 0; t < 3; t++) {
      double sum = 0;
      double gradientSum = 0;
      for (int v = t * VOCABULARY; v < (t + 1) * VOCABULARY; v++) {
        assertTrue(result.softmax()[v] >= 0 && result.softmax()[v] <= 1);
        sum += result.softmax()[v];
        gradientSum += result.logitGradient()[v];
      }
      assertEquals(1, sum, tolerance);
      assertEquals(0, gradientSum, tolerance);
    }
    assertTrue(result.loss() >= 0, "loss " + result.loss());
  }
}
