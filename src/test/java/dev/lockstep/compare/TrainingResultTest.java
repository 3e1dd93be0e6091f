package dev.lockstep.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.StepTensors;
import dev.lockstep.model.TamperedStep;
import dev.lockstep.noise.Envelope;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingResultTest {
  private static final int EPOCHS = 4;
  private static final Envelope ENVELOPE = envelope();
  private static final List<StepRecord> EXACT = ENVELOPE.exact();
  private static final TensorName GRADIENT =
      TensorName.of(Kind.GRADIENT, ParameterLayout.WEIGHT_HH);
  private static final TensorName LOGITS = StepTensors.LOGITS;
  private static final TensorName SOFTMAX = StepTensors.SOFTMAX;

  @Test
  void theExactTrainingMatches() {
    TrainingResult comparison = compare(EXACT);
    assertTrue(comparison.isComplete());
    assertEquals(0, comparison.mismatches());
    assertEquals(0, comparison.maxExcess());
    assertEquals(Optional.empty(), comparison.divergence());
    assertEquals(EPOCHS, comparison.steps().size());
    assertTrue(comparison.compared() > 0);
  }

  @Test
  void theDivergenceIsTheFirstInTimeThoughALaterOneIsLarger() {
    List<StepRecord> wrong = new ArrayList<>(EXACT);
    wrong.set(1, TamperedStep.add(EXACT.get(1), GRADIENT, 0, 1e-3));
    wrong.set(3, TamperedStep.add(EXACT.get(3), LOGITS, 0, 100));
    TrainingResult comparison = compare(wrong);
    assertEquals(2, comparison.divergence().orElseThrow().step());
    assertEquals(GRADIENT, comparison.divergence().orElseThrow().tensor().name());
    assertEquals(4, comparison.worstStep().orElseThrow().step());
    assertEquals(2, comparison.mismatches());
    assertEquals(comparison.worstStep().orElseThrow().maxExcess(), comparison.maxExcess());
  }

  @Test
  void inOneEpochTheDivergenceIsTheFirstInTheOrderOfStages() {
    List<StepRecord> wrong = new ArrayList<>(EXACT);
    StepRecord last = TamperedStep.add(EXACT.get(3), SOFTMAX, 0, 100);
    wrong.set(3, TamperedStep.add(last, LOGITS, 7, 1e-3));
    Mismatch divergence = compare(wrong).divergence().orElseThrow();
    assertEquals(LOGITS, divergence.tensor().name());
    assertArrayEquals(new long[] {2, 1}, divergence.index());
  }

  @Test
  void aTrainingThatStopsEarlyIsNotComplete() {
    TrainingResult comparison = compare(EXACT.subList(0, 3));
    assertFalse(comparison.isComplete());
    assertEquals(3, comparison.steps().size());
  }

  @Test
  void aTrainingThatGoesOnTooLongIsNeitherCompleteNorEqual() {
    List<StepRecord> longer = new ArrayList<>(EXACT);
    longer.add(EXACT.get(3));
    TrainingResult comparison = compare(longer);
    assertFalse(comparison.isComplete());
    assertEquals(comparison.steps().get(4).compared(), comparison.mismatches());
    assertTrue(comparison.mismatches() > 0);
    assertEquals(Double.POSITIVE_INFINITY, comparison.maxExcess());
  }

  @Test
  void ofNoEpochNothingIsCompared() {
    TrainingResult comparison = compare(List.of());
    assertFalse(comparison.isComplete());
    assertEquals(0, comparison.compared());
    assertEquals(Optional.empty(), comparison.worstStep());
  }

  private static TrainingResult compare(List<StepRecord> epochs) {
    return ENVELOPE.drift(epochs);
  }

  private static Envelope envelope() {
    OptimizerSpec adam = new OptimizerSpec.Adam(0.1);
    TrainingCase trainingCase = ExampleCases.of(CellKind.GRU, 2, "abcab", "abc", adam, EPOCHS);
    return Envelope.of(trainingCase, new NoiseModel(Precision.FLOAT32, 1), 1);
  }
}
