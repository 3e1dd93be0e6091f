package dev.lockstep.backend.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cases.OptimizerSpec;
import org.junit.jupiter.api.Test;

class OptimizerTest {
  private static final double[] NONE = {};

  @Test
  void adamsFirstStepIsTheLearningRateAgainstTheGradientsSign() {
    // By hand: m = 0.1 g, v = 0.001 g², both corrections undo these factors, so the step is
    // lr · g / (|g| + 1e-8); for g = 1e-8 that is half the learning rate.
    double[] parameter = {1, 1, 1, 1};
    double[] gradient = {4, -0.5, 1e-8, 0};
    double[] first = new double[4];
    double[] second = new double[4];
    adam(0.1).update(parameter, gradient, first, second, 1, Rounding.exact());
    assertArrayEquals(
        new double[] {1 - 0.4 / (4 + 1e-8), 1 + 0.05 / (0.5 + 1e-8), 0.95, 1}, parameter, 1e-15);
    assertArrayEquals(new double[] {0.4, -0.05, 1e-9, 0}, first, 1e-15);
    assertArrayEquals(new double[] {0.016, 0.00025, 1e-19, 0}, second, 1e-16);
  }

  @Test
  void adamsSecondStepWeighsBothGradients() {
    // By hand, with g = 1 then 3: m = 0.9 · 0.1 + 0.1 · 3 = 0.39, v = 0.999 · 0.001 + 0.001 · 9 =
    // 0.009999; corrected m = 0.39 / 0.19, corrected v = 0.009999 / 0.001999.
    double[] parameter = {0};
    double[] first = {0.1};
    double[] second = {0.001};
    adam(0.1).update(parameter, new double[] {3}, first, second, 2, Rounding.exact());
    assertEquals(0.39, first[0], 1e-16);
    assertEquals(0.009999, second[0], 1e-17);
    double expected = -0.1 * (0.39 / 0.19) / (Math.sqrt(0.009999 / 0.001999) + 1e-8);
    assertEquals(expected, parameter[0], 1e-15);
  }

  /**
   * PyTorch 1.13.1 in float64: {@code Adam([p], lr=0.1)} from p = (0.5, -1, 2, 0) with, at step t,
   * {@code p.grad = (0.25 / t, -3e-8 t, 0, 1e-8 if t is odd else -2e-8)}. Gradients near epsilon
   * tell this rule from TensorFlow's.
   */
  @Test
  void fourStepsOfAdamAreThoseOfPyTorch() {
    double[] parameter = {0.5, -1, 2, 0};
    double[] first = new double[4];
    double[] second = new double[4];
    double[][] expected = {
      {0.400000004, -0.925, 2, -0.05},
      {0.306782044836065, -0.84528473033524, 2, -0.0275721419273832},
      {0.219466197188998, -0.76228767250757, 2, -0.0277249882678309},
      {0.137342316974434, -0.676664075692511, 2, -0.00529713019521407}
    };
    for (int t = 1; t <= 4; t++) {
      adam(0.1).update(parameter, gradient(t), first, second, t, Rounding.exact());
      assertArrayEquals(expected[t - 1], parameter, 1e-14, "step " + t);
    }
    assertRelativelyEqual(new double[] {0.0421, -2.7147e-08, 0, -1.991e-09}, first);
    assertRelativelyEqual(
        new double[] {8.87502030625001e-05, 2.69820062991e-17, 0, 9.98800699900001e-19}, second);
  }

  /** PyTorch 1.13.1 in float64: {@code SGD([p], lr=0.25)} with the gradients as for Adam. */
  @Test
  void fourStepsOfSgdAreThoseOfPyTorch() {
    double[] parameter = {0.5, -1, 2, 0};
    double[][] expected = {
      {0.4375, -0.9999999925, 2, -2.5e-09},
      {0.40625, -0.9999999775, 2, 2.5e-09},
      {0.385416666666667, -0.999999955, 2, 0},
      {0.369791666666667, -0.999999925, 2, 5e-09}
    };
    Optimizer sgd = Optimizer.of(new OptimizerSpec.Sgd(0.25));
    for (int t = 1; t <= 4; t++) {
      sgd.update(parameter, gradient(t), NONE, NONE, t, Rounding.exact());
      assertArrayEquals(expected[t - 1], parameter, 1e-15, "step " + t);
    }
  }

  @Test
  void anInfiniteGradientMakesNaNAndLeavesTheOtherElementsAlone() {
    double[] parameter = {1, 1};
    double[] gradient = {Double.POSITIVE_INFINITY, 2};
    adam(0.5).update(parameter, gradient, new double[2], new double[2], 1, Rounding.exact());
    assertTrue(Double.isNaN(parameter[0]));
    assertEquals(0.5, parameter[1], 1e-8);
  }

  private static Optimizer adam(double learningRate) {
    return Optimizer.of(new OptimizerSpec.Adam(learningRate));
  }

  private static double[] gradient(int t) {
    return new double[] {0.25 / t, -3e-8 * t, 0, t % 2 == 1 ? 1e-8 : -2e-8};
  }

  private static void assertRelativelyEqual(double[] expected, double[] actual) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-13 * Math.abs(expected[i]));
    }
  }
}
