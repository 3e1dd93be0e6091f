package dev.lockstep.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.backend.reference.Optimizer;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.tensor.Precision;
import org.junit.jupiter.api.Test;

/**
 * The rules against numbers that the libraries themselves gave for three updates of three
 * parameters with a learning rate of 0.1, and against formulas worked out by hand.
 */
class WrongAdamTest {
  private static final double[] START = {0.5, -0.25, 0.125};
  private static final double[][] GRADIENTS = {
    {1e-3, -2e-8, 0.5}, {-3e-8, 1e-7, 0.25}, {2e-3, 0, -0.125}
  };

  private record Updated(double[] parameter, double[] first, double[] second) {}

  private static Updated update(Optimizer optimizer, Rounding rounding, int updates) {
    double[] parameter = START.clone();
    double[] first = new double[3];
    double[] second = new double[3];
    for (int step = 1; step <= updates; step++) {
      double[] gradient = GRADIENTS[step - 1].clone();
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = rounding.of(gradient[i]);
      }
      optimizer.update(parameter, gradient, first, second, step, rounding);
    }
    return new Updated(parameter, first, second);
  }

  private static void assertClose(double relative, double[] expected, double[] actual) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], relative * Math.abs(expected[i]), "element " + i);
    }
  }

  @Test
  void tensorFlowsFormIsWhatNd4jsAdamUpdaterComputesInFloat64() {
    Updated updated = update(EpsilonHatAdam.corrected(0.1), Rounding.exact(), 3);
    assertClose(
        1e-14,
        new double[] {0.2527674866198898, -0.26991674237949664, -0.12458395439307861},
        updated.parameter());
    assertClose(
        1e-14,
        new double[] {2.8099729999999995E-4, 7.379999999999998E-9, 0.05049999999999999},
        updated.first());
    assertClose(
        1e-14,
        new double[] {4.998001000899105E-9, 1.0389200400000008E-17, 3.275627500000003E-4},
        updated.second());
    assertClose(
        1e-14,
        updated.parameter(),
        update(EpsilonHatAdam.ofNd4j(0.1, Precision.FLOAT64), Rounding.exact(), 3).parameter());
  }

  @Test
  void nd4jsRuleIsWhatItsAdamUpdaterComputesInFloat32() {
    Optimizer nd4j = EpsilonHatAdam.ofNd4j(0.1, Precision.FLOAT32);
    // The powers are worst at the second update; without their rounding the third is 3e-7 off.
    assertClose(
        1.5e-7,
        new double[] {0.3330494463443756, -0.2586422860622406, -0.06821754574775696},
        update(nd4j, Rounding.to(Precision.FLOAT32), 2).parameter());
    Updated updated = update(nd4j, Rounding.to(Precision.FLOAT32), 3);
    assertClose(
        1.5e-7,
        new double[] {0.2527674734592438, -0.2699166536331177, -0.12458381801843643},
        updated.parameter());
    assertClose(
        1.5e-7,
        new double[] {2.809973666444421E-4, 7.3800019428915675E-9, 0.05050000548362732},
        updated.first());
    assertClose(
        1.5e-7,
        new double[] {4.997937175232892E-9, 1.0389066720407744E-17, 3.275585186202079E-4},
        updated.second());
  }

  @Test
  void djlsRuleIsWhatItsAdamComputesInFloat64() {
    Updated updated = update(EpsilonHatAdam.ofDjl(0.1), Rounding.exact(), 3);
    assertClose(
        1e-14,
        new double[] {0.2527674834663795, -0.2699166532638906, -0.12458395752777612},
        updated.parameter());
    assertClose(
        1e-14,
        new double[] {2.809973627035131E-4, 7.3800016069411854E-9, 0.05050000929832396},
        updated.first());
    assertClose(
        1e-14,
        new double[] {4.99793667934219E-9, 1.0389066782200167E-17, 3.2755853999498117E-4},
        updated.second());
  }

  @Test
  void djlsRuleIsWhatItsAdamComputesInFloat32() {
    Updated updated = update(EpsilonHatAdam.ofDjl(0.1), Rounding.to(Precision.FLOAT32), 3);
    assertClose(
        1.5e-7,
        new double[] {0.25276750326156616, -0.2699166536331177, -0.12458396703004837},
        updated.parameter());
    assertClose(
        1.5e-7,
        new double[] {4.997937175232892E-9, 1.0389066720407744E-17, 3.275585186202079E-4},
        updated.second());
  }

  @Test
  void theFirstUpdatesAreThoseOfTheFormulas() {
    // After one update m = 0.1 g, v = 0.001 g², and the corrections are 0.1 and 0.001.
    for (int i = 0; i < 3; i++) {
      double g = GRADIENTS[0][i];
      double size = Math.abs(g);
      double root = Math.sqrt(0.001);
      assertFirst(
          i, START[i] - 0.1 * root * g / (root * size + 1e-8), EpsilonHatAdam.corrected(0.1));
      assertFirst(
          i, START[i] - 0.1 * 0.1 * g / (root * size + 1e-8), EpsilonHatAdam.uncorrected(0.1));
      assertFirst(
          i,
          START[i] - 0.1 * g / Math.sqrt(g * g + 1e-8),
          VariedAdam.right(0.1).dividingBy(VariedAdam.Denominator.EPSILON_IN_ROOT));
    }
  }

  private static void assertFirst(int element, double expected, Optimizer optimizer) {
    double actual = update(optimizer, Rounding.exact(), 1).parameter()[element];
    assertEquals(expected, actual, 1e-14, optimizer.toString());
  }

  @Test
  void momentumSgdIsWhatTorchComputes() {
    double[] parameter = {0.5, -0.25};
    MomentumSgd sgd = new MomentumSgd(0.1, 0.9);
    for (double[] gradient : new double[][] {{0.1, -0.2}, {0.3, 0.4}, {-0.5, 0.25}}) {
      sgd.update(parameter, gradient, new double[0], new double[0], 1, Rounding.exact());
    }
    assertEquals(0.4659, parameter[0], 1e-15);
    assertEquals(-0.2968, parameter[1], 1e-15);
  }
}
