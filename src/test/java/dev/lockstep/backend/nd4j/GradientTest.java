package dev.lockstep.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Session;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.Parameters;
import dev.lockstep.model.StepTensors;
import dev.lockstep.model.Steps;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every element of every gradient against the central difference of the loss, in float64. */
class GradientTest {
  private static final double STEP = 1e-5;

  /** The difference's own error: the third derivative times STEP², and rounding over STEP. */
  private static final double TOLERANCE = 1e-9;

  @ParameterizedTest
  @EnumSource(CellKind.class)
  void oneHiddenUnitTwoCharactersAndOneStep(CellKind cell) {
    assertGradientsMatch(Examples.trainingCase(cell, 1, "ab", "ab", Examples.SGD));
  }

  @ParameterizedTest
  @EnumSource(CellKind.class)
  void threeHiddenUnitsFiveCharactersAndSevenSteps(CellKind cell) {
    assertGradientsMatch(Examples.trainingCase(cell, 3, "abcadecb", "abcde", Examples.SGD));
  }

  @ParameterizedTest
  @EnumSource(CellKind.class)
  void aTextThatEndsInsideTheThirdWindow(CellKind cell) {
    assertGradientsMatch(Examples.ofSteps(cell, 2, 150, Examples.SGD));
  }

  @ParameterizedTest
  @EnumSource(CellKind.class)
  void aTextThatEndsWithAWindow(CellKind cell) {
    assertGradientsMatch(Examples.ofSteps(cell, 2, 128, Examples.SGD));
  }

  private static void assertGradientsMatch(TrainingCase trainingCase) {
    ModelState initial = TorchInitializer.initialState(trainingCase);
    try (Session session = Examples.open(trainingCase, initial, Precision.FLOAT64)) {
      Parameters gradients = Steps.gradients(session.step(), trainingCase);
      for (String name : initial.parameters().layout().names()) {
        for (int i = 0; i < gradients.get(name).size(); i++) {
          double above = lossAt(session, moved(initial, name, i, STEP));
          double below = lossAt(session, moved(initial, name, i, -STEP));
          double expected = (above - below) / (2 * STEP);
          double actual = gradients.get(name).get(i);
          assertTrue(
              Math.abs(actual - expected) <= TOLERANCE,
              name + " element " + i + ": gradient " + actual + ", difference " + expected);
        }
      }
    }
  }

  private static double lossAt(Session session, ModelState state) {
    session.load(state);
    return StepTensors.loss(session.step());
  }

  private static ModelState moved(ModelState state, String parameter, int element, double by) {
    Parameters parameters =
        Parameters.of(
            state.parameters().layout(),
            name -> {
              Tensor tensor = state.parameters().get(name);
              double[] values = tensor.toArray();
              if (name.equals(parameter)) {
                values[element] += by;
              }
              return Tensor.of(tensor.shape(), values);
            });
    return new ModelState(parameters, state.moments(), state.stepCount());
  }
}
