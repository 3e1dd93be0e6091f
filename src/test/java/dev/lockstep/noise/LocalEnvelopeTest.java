package dev.lockstep.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Mismatch;
import dev.lockstep.compare.StepBounds;
import dev.lockstep.compare.StepResult;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalEnvelopeTest {
  private static final NoiseModel FLOAT32 = new NoiseModel(Precision.FLOAT32, 4);

  @ParameterizedTest
  @EnumSource(CellKind.class)
  void anEpochFromTheRoundedStateIsExpectedAndFloat32LiesWithin(CellKind cell) {
    TrainingCase trainingCase = small(cell);
    ModelState start = afterEpochs(trainingCase, 2);
    LocalEnvelope.Expectation expected = from(trainingCase, start);
    StepRecord exact = step(trainingCase, start.roundedTo(Precision.FLOAT32), Rounding.exact());
    assertEquals(exact, expected.record());
    assertEquals(3, expected.bounds().step());

    StepRecord float32 = step(trainingCase, start, Rounding.to(Precision.FLOAT32));
    StepResult comparison = expected.compare(float32).orElseThrow();
    assertEquals(Optional.empty(), comparison.divergence());
    assertTrue(comparison.maxExcess() > 0.01, () -> "excess " + comparison.maxExcess());
  }

  @Test
  void theSameStateGivesTheSameBoundsWhateverWasAskedBefore() {
    TrainingCase trainingCase = small(CellKind.LSTM);
    ModelState initial = TorchInitializer.initialState(trainingCase);
    try (LocalEnvelope envelope = new LocalEnvelope(trainingCase, Variant.correct(), FLOAT32, 1)) {
      LocalEnvelope.Expectation first = envelope.from(initial);
      envelope.from(afterEpochs(trainingCase, 3));
      assertEquals(first, envelope.from(initial));
    }
  }

  @Test
  void aSmallEntryIsNotJudgedByLargeOnes() {
    TrainingCase trainingCase = small(CellKind.RNN);
    LocalEnvelope.Expectation expected =
        from(trainingCase, TorchInitializer.initialState(trainingCase));
    TensorName second = TensorName.optimizer(TensorName.EXP_AVG_SQ, ParameterLayout.WEIGHT_IH);
    Tensor values = expected.record().tensors().get(second);
    Tensor bounds = ((StepBounds.Bounded) expected.bounds()).allowed().get(second);
    for (int i = 0; i < values.size(); i++) {
      // A squared gradient that is many times smaller than others still has a relative bound.
      assertTrue(bounds.get(i) <= 1e-3 * values.get(i) + 1e-37, second + " " + i);
    }
  }

  @Test
  void aSlightlyWrongLearningRateIsSeenInOneEpoch() {
    TrainingCase trainingCase = small(CellKind.RNN);
    ModelState start = TorchInitializer.initialState(trainingCase);
    LocalEnvelope.Expectation expected = from(trainingCase, start);
    TrainingCase slower =
        new TrainingCase(
            "slower",
            "",
            trainingCase.task(),
            trainingCase.cell(),
            trainingCase.hidden(),
            trainingCase.seed(),
            trainingCase.epochs(),
            new OptimizerSpec.Adam(0.1 * (1 + 1e-5)),
            Optional.empty());
    StepRecord wrong = step(slower, start, Rounding.to(Precision.FLOAT32));
    Mismatch divergence = expected.compare(wrong).orElseThrow().divergence().orElseThrow();
    assertEquals(Kind.PARAMETER, divergence.tensor().name().kind());
  }

  private static LocalEnvelope.Expectation from(TrainingCase trainingCase, ModelState start) {
    try (LocalEnvelope envelope = new LocalEnvelope(trainingCase, Variant.correct(), FLOAT32, 1)) {
      return envelope.from(start);
    }
  }

  private static StepRecord step(TrainingCase trainingCase, ModelState start, Rounding rounding) {
    try (Session session =
        Variant.correct().open(trainingCase, start, Precision.FLOAT32, rounding)) {
      return session.step();
    }
  }

  private static ModelState afterEpochs(TrainingCase trainingCase, int epochs) {
    ModelState initial = TorchInitializer.initialState(trainingCase);
    try (Session session =
        Variant.correct().open(trainingCase, initial, Precision.FLOAT64, Rounding.exact())) {
      for (int epoch = 1; epoch <= epochs; epoch++) {
        session.step();
      }
      return session.state();
    }
  }

  private static TrainingCase small(CellKind cell) {
    OptimizerSpec adam = new OptimizerSpec.Adam(0.1);
    return ExampleCases.of(cell, 3, "abacbcddbaacb", "abcd", adam, 4);
  }
}
