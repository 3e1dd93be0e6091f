package dev.lockstep.report.said;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import dev.lockstep.report.Reports;
import org.junit.jupiter.api.Test;

/** The case's cell is an LSTM with three hidden units over a, b and c. */
class PlaceTest {

  @Test
  void aRowOfTheSoftmaxIsAStepWithInputAndTarget() {
    assertEquals(
        "step 4, input \"b\", target \"a\", character \"c\"", place(StepTensors.SOFTMAX, 4, 2));
  }

  @Test
  void aRowPastTheEndHasNoCharacters() {
    assertEquals("step 14, character 3", place(StepTensors.LOGITS, 14, 3));
  }

  @Test
  void aRowOfACellsWeightIsAGateAndAUnit() {
    assertEquals(
        "gate f, hidden unit 1, input \"c\"",
        place(TensorName.of(Kind.GRADIENT, ParameterLayout.WEIGHT_IH), 4, 2));
    assertEquals(
        "gate o, hidden unit 2, previous hidden unit 0",
        place(TensorName.of(Kind.PARAMETER, ParameterLayout.WEIGHT_HH), 11, 0));
    assertEquals(
        "gate i, hidden unit 0",
        place(TensorName.optimizer(TensorName.EXP_AVG, ParameterLayout.BIAS_HH), 0, 0));
  }

  @Test
  void aRowOfTheLinearLayerIsACharacter() {
    assertEquals(
        "character \"b\", hidden unit 2",
        place(TensorName.of(Kind.GRADIENT, ParameterLayout.WEIGHT), 1, 2));
    assertEquals(
        "character \"c\"", place(TensorName.of(Kind.GRADIENT, ParameterLayout.BIAS), 2, 0));
  }

  @Test
  void theLossHasNoPlace() {
    assertEquals("", place(StepTensors.LOSS, 0, 0));
  }

  private static String place(TensorName quantity, int row, int column) {
    return Place.of(Reports.PLAIN.trainingCase(), quantity, row, column).toString();
  }
}
