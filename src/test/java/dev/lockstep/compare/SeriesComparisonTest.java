package dev.lockstep.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.tensor.Precision;
import dev.lockstep.trajectory.EpochRecord;
import dev.lockstep.trajectory.Quantity;
import dev.lockstep.trajectory.Stage;
import dev.lockstep.trajectory.TamperedEpoch;
import dev.lockstep.trajectory.Trajectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SeriesComparisonTest {
  private static final int EPOCHS = 4;
  private static final Envelope ENVELOPE = envelope();
  private static final List<EpochRecord> EXACT = ENVELOPE.exact().epochs();
  private static final Quantity GRADIENT = new Quantity(Stage.GRADIENT, ParameterLayout.WEIGHT_HH);
  private static final Quantity LOGITS = Quantity.of(Stage.LOGITS);
  private static final Quantity SOFTMAX = Quantity.of(Stage.SOFTMAX);

  @Test
  void theExactTrainingMatches() {
    SeriesComparison comparison = compare(EXACT);
    assertTrue(comparison.isComplete());
    assertEquals(0, comparison.mismatches());
    assertEquals(0, comparison.maxExcess());
    assertEquals(Optional.empty(), comparison.divergence());
    assertEquals(EPOCHS, comparison.epochs().size());
    assertTrue(comparison.compared() > 0);
  }

  @Test
  void theDivergenceIsTheFirstInTimeThoughALaterOneIsLarger() {
    List<EpochRecord> wrong = new ArrayList<>(EXACT);
    wrong.set(1, TamperedEpoch.add(EXACT.get(1), GRADIENT, 0, 1e-3));
    wrong.set(3, TamperedEpoch.add(EXACT.get(3), LOGITS, 0, 100));
    SeriesComparison comparison = compare(wrong);
    assertEquals(2, comparison.divergence().orElseThrow().epoch());
    assertEquals(GRADIENT, comparison.divergence().orElseThrow().quantity());
    assertEquals(4, comparison.worstEpoch().orElseThrow().epoch());
    assertEquals(2, comparison.mismatches());
    assertEquals(comparison.worstEpoch().orElseThrow().maxExcess(), comparison.maxExcess());
  }

  @Test
  void inOneEpochTheDivergenceIsTheFirstInTheOrderOfStages() {
    List<EpochRecord> wrong = new ArrayList<>(EXACT);
    EpochRecord last = TamperedEpoch.add(EXACT.get(3), SOFTMAX, 0, 100);
    wrong.set(3, TamperedEpoch.add(last, LOGITS, 7, 1e-3));
    Divergence divergence = compare(wrong).divergence().orElseThrow();
    assertEquals(LOGITS, divergence.quantity());
    assertEquals(2, divergence.deviation().row());
    assertEquals(1, divergence.deviation().column());
  }

  @Test
  void aTrainingThatStopsEarlyIsNotComplete() {
    SeriesComparison comparison = compare(EXACT.subList(0, 3));
    assertFalse(comparison.isComplete());
    assertEquals(3, comparison.epochs().size());
  }

  @Test
  void aTrainingThatGoesOnTooLongIsNeitherCompleteNorEqual() {
    List<EpochRecord> longer = new ArrayList<>(EXACT);
    longer.add(EXACT.get(3));
    SeriesComparison comparison = compare(longer);
    assertFalse(comparison.isComplete());
    assertEquals(comparison.epochs().get(4).compared(), comparison.mismatches());
    assertTrue(comparison.mismatches() > 0);
    assertEquals(Double.POSITIVE_INFINITY, comparison.maxExcess());
  }

  @Test
  void ofNoEpochNothingIsCompared() {
    SeriesComparison comparison = compare(List.of());
    assertFalse(comparison.isComplete());
    assertEquals(0, comparison.compared());
    assertEquals(Optional.empty(), comparison.worstEpoch());
  }

  private static SeriesComparison compare(List<EpochRecord> epochs) {
    return SeriesComparison.ofDrift(
        new Trajectory("tampered", Precision.FLOAT64, epochs), ENVELOPE);
  }

  private static Envelope envelope() {
    OptimizerSpec adam = new OptimizerSpec.Adam(0.1);
    TrainingCase trainingCase = ExampleCases.of(CellKind.GRU, 2, "abcab", "abc", adam, EPOCHS);
    return Envelope.of(trainingCase, new NoiseModel(Precision.FLOAT32, 1), 1);
  }
}
