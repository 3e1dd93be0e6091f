package dev.lockstep.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.StepBounds;
import dev.lockstep.compare.TrainingResult;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.training.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
  private static final NoiseModel FLOAT32 = new NoiseModel(Precision.FLOAT32, 4);
  private static final NoiseModel FLOAT64 = new NoiseModel(Precision.FLOAT64, 4);

  @Test
  void theSameSeedGivesTheSameEnvelopeAndAnotherSeedAnother() {
    TrainingCase trainingCase = small(CellKind.LSTM);
    Envelope envelope = Envelope.of(trainingCase, FLOAT32, 5);
    assertEquals(envelope, Envelope.of(trainingCase, FLOAT32, 5));
    assertNotEquals(envelope.bounds(), Envelope.of(trainingCase, FLOAT32, 6).bounds());
  }

  /** The exam's trainings in the precision that needs bounds. */
  @ParameterizedTest
  @ValueSource(strings = {"exam-rnn", "exam-lstm"})
  void twoSeedsAgreeWithin30PercentOnTheExamAndBothContainFloat32(String exam) {
    TrainingCase trainingCase = ExampleCases.exam(exam);
    Envelope first = Envelope.of(trainingCase, FLOAT32, 1);
    Envelope second = Envelope.of(trainingCase, FLOAT32, 4);
    double ratio =
        rootMeanSquare(first.softmax().orElseThrow())
            / rootMeanSquare(second.softmax().orElseThrow());
    assertTrue(ratio > 1 / 1.3 && ratio < 1.3, () -> "ratio of the bounds " + ratio);

    List<StepRecord> float32 = train(trainingCase, Precision.FLOAT32);
    assertWithin(float32, first);
    assertWithin(float32, second);
  }

  @ParameterizedTest
  @EnumSource(CellKind.class)
  void float32TrainingsLieWithinButFloat32IsNotWithinFloat64sEnvelope(CellKind cell) {
    TrainingCase trainingCase = small(cell);
    List<StepRecord> float32 = train(trainingCase, Precision.FLOAT32);
    assertWithin(float32, Envelope.of(trainingCase, FLOAT32, 1));
    Envelope narrow = Envelope.of(trainingCase, FLOAT64, 1);
    assertTrue(narrow.drift(float32).mismatches() > 100);
    assertWithin(train(trainingCase, Precision.FLOAT64), narrow);
  }

  @Test
  void everyEpochHasABoundForEveryElementAndTheLastOneForActivations() {
    TrainingCase trainingCase = small(CellKind.GRU);
    Envelope envelope = Envelope.of(trainingCase, FLOAT32, 1);
    assertEquals(trainingCase.epochs(), envelope.bounds().size());
    for (int i = 0; i < envelope.bounds().size(); i++) {
      StepBounds.Bounded epoch = (StepBounds.Bounded) envelope.bounds().get(i);
      assertEquals(i + 1, epoch.step());
      Map<TensorName, Tensor> exact = envelope.exact().get(i).tensors();
      assertEquals(exact.keySet(), epoch.allowed().keySet());
      exact.forEach(
          (quantity, tensor) ->
              assertEquals(tensor.shape(), epoch.allowed().get(quantity).shape()));
    }
    assertTrue(envelope.softmax().isPresent());
    assertTrue(
        Arrays.stream(envelope.softmax().orElseThrow().toArray()).allMatch(bound -> bound > 0));
  }

  @Test
  void lessAccurateElementaryFunctionsWidenIt() {
    TrainingCase trainingCase = small(CellKind.LSTM);
    Envelope accurate = Envelope.of(trainingCase, new NoiseModel(Precision.FLOAT32, 1), 1);
    Envelope sloppy = Envelope.of(trainingCase, new NoiseModel(Precision.FLOAT32, 50), 1);
    double factor =
        rootMeanSquare(sloppy.softmax().orElseThrow())
            / rootMeanSquare(accurate.softmax().orElseThrow());
    assertTrue(factor > 5 && factor < 50, () -> "factor " + factor);
  }

  @Test
  void aTrainingThatOverflowsIsNotComparedToItsEnd() {
    OptimizerSpec explosive = new OptimizerSpec.Sgd(1e300);
    TrainingCase trainingCase =
        ExampleCases.of(CellKind.RNN_RELU, 3, "abcabb", "abc", explosive, 4);
    Envelope envelope = Envelope.of(trainingCase, FLOAT64, 1);
    TrainingResult comparison = envelope.drift(envelope.exact());
    assertTrue(Double.isNaN(StepTensors.loss(envelope.exact().get(3))));
    assertFalse(comparison.isComplete());
  }

  private static TrainingCase small(CellKind cell) {
    OptimizerSpec adam = new OptimizerSpec.Adam(0.1);
    return ExampleCases.of(cell, 3, "abacbcddbaacb", "abcd", adam, 4);
  }

  private static List<StepRecord> train(TrainingCase trainingCase, Precision precision) {
    return Trainer.train(
        new ReferenceBackend(), trainingCase, new Execution(precision, Device.CPU), epoch -> {});
  }

  private static void assertWithin(List<StepRecord> trajectory, Envelope envelope) {
    TrainingResult comparison = envelope.drift(trajectory);
    assertTrue(comparison.isComplete());
    assertEquals(Optional.empty(), comparison.divergence());
  }

  private static double rootMeanSquare(Tensor tensor) {
    double[] values = tensor.toArray();
    return Math.sqrt(Arrays.stream(values).map(value -> value * value).average().orElseThrow());
  }
}
