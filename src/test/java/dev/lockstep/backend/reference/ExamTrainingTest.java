package dev.lockstep.backend.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.GoldenArray;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.training.Trainer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExamTrainingTest {

  /**
   * To one unit of the tenth decimal: the LSTM's last loss is 0.00710609285, give or take what
   * rounding in float64 makes of it.
   */
  @ParameterizedTest
  @CsvSource({"exam-rnn, 2.0722450836, 0.0009850620", "exam-lstm, 1.9630789754, 0.0071060928"})
  void theFirstAndTheLastLossAreThoseOfPyTorch(String exam, double first, double last) {
    List<StepRecord> trajectory = train(exam);
    assertEquals(100, trajectory.size());
    assertEquals(first, StepTensors.loss(trajectory.get(0)), 1e-10);
    assertEquals(last, StepTensors.loss(trajectory.get(99)), 1e-10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exam-rnn", "exam-lstm"})
  void all70ValuesRoundToThePublishedOnes(String exam) {
    GoldenArray golden = ExampleCases.exam(exam).golden().orElseThrow();
    Tensor softmax = StepTensors.lastSoftmax(train(exam));
    double[] published = golden.values().toArray();
    assertEquals(70, published.length);
    double[] rounded =
        IntStream.range(0, published.length)
            .mapToObj(i -> BigDecimal.valueOf(softmax.get(i)).setScale(3, RoundingMode.HALF_EVEN))
            .mapToDouble(BigDecimal::doubleValue)
            .toArray();
    assertArrayEquals(published, rounded);
  }

  private static List<StepRecord> train(String exam) {
    TrainingCase trainingCase = ExampleCases.exam(exam);
    Execution float64 = new Execution(Precision.FLOAT64, Device.CPU);
    return Trainer.train(new ReferenceBackend(), trainingCase, float64, epoch -> {});
  }
}
