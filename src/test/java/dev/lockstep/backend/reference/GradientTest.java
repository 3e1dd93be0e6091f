package dev.lockstep.backend.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lockstep.backend.Session;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.Parameters;
import dev.lockstep.model.StepTensors;
import dev.lockstep.model.Steps;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients against differences of the loss itself, in float64. */
class GradientTest {
  private static final double TOLERANCE = 1e-10;
  private static final double STEP = 1e-4;

  static Stream<Arguments> models() {
    return Arrays.stream(CellKind.values())
        .flatMap(
            cell ->
                Stream.of(
                    Arguments.of(cell, 1, "ab", "ab"),
                    Arguments.of(cell, 1, "abba", "abc"),
                    Arguments.of(cell, 3, "adebccae", "abcde"),
                    Arguments.of(cell, 5, "bbbbbbbbbbbbbba", "ab")));
  }

  @ParameterizedTest
  @MethodSource("models")
  void isTheSlopeOfTheLossByEveryParameter(
      CellKind cell, int hidden, String text, String vocabulary) {
    OptimizerSpec sgd = new OptimizerSpec.Sgd(1);
    TrainingCase trainingCase = ExampleCases.of(cell, hidden, text, vocabulary, sgd, 1);
    ModelState start = TorchInitializer.initialState(trainingCase);
    Parameters gradients = Steps.gradients(step(trainingCase, start), trainingCase);
    for (String name : start.parameters().layout().names()) {
      Tensor parameter = start.parameters().get(name);
      double[] slopes = new double[parameter.size()];
      for (int i = 0; i < slopes.length; i++) {
        int index = i;
        slopes[i] =
            slope(
                shift -> StepTensors.loss(step(trainingCase, shifted(start, name, index, shift))));
      }
      assertArrayEquals(slopes, gradients.get(name).toArray(), TOLERANCE, name);
    }
  }

  @Test
  void ofTheLossIsItsSlopeByEveryLogit() {
    double[] logits = {0.3, -1.2, 4, 2.5, 2.5, -7, 0, 0, 0, 1, -1, 30};
    int[] targets = {0, 2, 1, 2};
    Loss loss = Loss.meanCrossEntropy();
    double[] slopes = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      int index = i;
      slopes[i] =
          slope(
              shift -> {
                double[] shifted = logits.clone();
                shifted[index] += shift;
                return loss.of(shifted, targets, 3, Rounding.exact()).loss();
              });
    }
    double[] gradient = loss.of(logits, targets, 3, Rounding.exact()).logitGradient();
    assertArrayEquals(slopes, gradient, TOLERANCE);
  }

  /** The five-point central difference at 0, whose truncation error is of fourth order. */
  private static double slope(DoubleUnaryOperator function) {
    double near = function.applyAsDouble(STEP) - function.applyAsDouble(-STEP);
    double far = function.applyAsDouble(2 * STEP) - function.applyAsDouble(-2 * STEP);
    return (8 * near - far) / (12 * STEP);
  }

  private static StepRecord step(TrainingCase trainingCase, ModelState start) {
    try (Session session =
        Variant.correct().open(trainingCase, start, Precision.FLOAT64, Rounding.exact())) {
      return session.step();
    }
  }

  private static ModelState shifted(ModelState state, String name, int index, double shift) {
    Parameters parameters = state.parameters();
    List<Tensor> tensors = new ArrayList<>(parameters.tensors());
    Tensor tensor = parameters.get(name);
    double[] values = tensor.toArray();
    values[index] += shift;
    tensors.set(parameters.layout().names().indexOf(name), Tensor.of(tensor.shape(), values));
    return new ModelState(
        new Parameters(parameters.layout(), tensors), state.moments(), state.stepCount());
  }
}
