package dev.lockstep.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In float64 the scalars of a step are rounded as its elements are, and 1 - beta^t far more: an
 * implementation that takes a power from 1 lies further from the formula than one rounding.
 */
class Float64UpdatesTest {
  private static final int STEPS = 40;
  private static final int SIZE = 60;
  private static final double LR = 0.1;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPS = 1e-8;
  private static final double DECAY = 0.05;

  @ParameterizedTest
  @ValueSource(strings = {"adam", "adamax", "nadam", "radam"})
  void theRoundingOfItsScalarsMakesNoOtherRuleOfIt(String rule) {
    UpdateReading reading = UpdateReading.of(recording(rule, LR));
    assertEquals(Optional.of(rule), reading.rule(), () -> "" + reading);
    GroupReading group = reading.groups().get(0);
    assertEquals(1, reading.groups().size());
    assertEquals(Map.of(), group.schedule());
    assertTrue(group.excess() <= 1, () -> "excess " + group.excess());
    assertEquals(LR, group.told(Setting.LR).orElseThrow().shortest());
    assertEquals(BETA1, group.told(Setting.BETA1).orElseThrow().shortest());
    assertEquals(BETA2, group.told(Setting.BETA2).orElseThrow().shortest());
    assertEquals(0, group.told(Setting.WEIGHT_DECAY).orElseThrow().shortest());
  }

  /** With one rate, a decay that it does not scale is one that it scales, of another size. */
  @Test
  void aDecayIsTakenForOneThatTheRateScales() {
    double rate = 0.011;
    UpdateReading reading = UpdateReading.of(recording("adamw", rate));
    assertEquals(Optional.of("adamw"), reading.rule(), () -> "" + reading);
    GroupReading group = reading.groups().get(0);
    assertEquals(rate, group.told(Setting.LR).orElseThrow().shortest(), 1e-5 * rate);
    assertEquals(DECAY, group.told(Setting.WEIGHT_DECAY).orElseThrow().shortest(), 1e-4);
  }

  private static Recording recording(String rule, double rate) {
    Random random = new Random(3);
    double[] parameter = random.doubles(SIZE, -0.3, 0.3).toArray();
    double[] drift = random.doubles(SIZE, -1, 1).toArray();
    double[] mean = new double[SIZE];
    double[] second = new double[SIZE];
    TreeMap<Integer, Map<TensorName, Values>> steps = new TreeMap<>();
    for (int step = 1; step <= STEPS; step++) {
      Map<TensorName, Values> recorded = new LinkedHashMap<>();
      if (step == 1) {
        recorded.put(TensorName.of(Kind.START, "weight"), tensor(parameter));
      }
      double[] gradient = new double[SIZE];
      for (int i = 0; i < SIZE; i++) {
        gradient[i] = 0.1 * (drift[i] + random.nextGaussian());
        mean[i] = BETA1 * mean[i] + (1 - BETA1) * gradient[i];
        second[i] =
            rule.equals("adamax")
                ? Math.max(BETA2 * second[i], Math.abs(gradient[i]) + EPS)
                : BETA2 * second[i] + (1 - BETA2) * (gradient[i] * gradient[i]);
        parameter[i] *= rule.equals("adamw") ? 1 - rate * DECAY : 1;
        parameter[i] -= rate * direction(rule, step, gradient[i], mean[i], second[i]);
      }
      recorded.put(TensorName.of(Kind.GRADIENT, "weight"), tensor(gradient));
      recorded.put(TensorName.of(Kind.PARAMETER, "weight"), tensor(parameter));
      steps.put(step, recorded);
    }
    RecordingFacts facts =
        RecordingFacts.of("float64", ElementType.F64).withSteps(STEPS, List.of());
    return new SimulatedTraining.Held(facts, steps);
  }

  private static double direction(
      String rule, int step, double gradient, double mean, double second) {
    double first = 1 - Math.pow(BETA1, step);
    double corrected = 1 - Math.pow(BETA2, step);
    return switch (rule) {
      case "adam", "adamw" -> mean / first / (Math.sqrt(second) / Math.sqrt(corrected) + EPS);
      case "adamax" -> mean / first / second;
      case "nadam" -> {
        double product = 1;
        for (int k = 1; k <= step; k++) {
          product *= momentum(k);
        }
        double next = momentum(step + 1);
        double root = Math.sqrt(second / corrected) + EPS;
        yield gradient * (1 - momentum(step)) / (1 - product) / root
            + mean * next / (1 - product * next) / root;
      }
      default -> {
        double longest = 2 / (1 - BETA2) - 1;
        double length = longest - 2 * step * Math.pow(BETA2, step) / corrected;
        if (length <= 5) {
          yield mean / first;
        }
        double rectified =
            Math.sqrt(
                (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
        yield mean / first * rectified * Math.sqrt(corrected) / (Math.sqrt(second) + EPS);
      }
    };
  }

  private static double momentum(int step) {
    return BETA1 * (1 - 0.5 * Math.pow(0.96, step * 0.004));
  }

  private static Values tensor(double[] values) {
    return Tensor.of(Shape.of(values.length), values.clone());
  }
}
