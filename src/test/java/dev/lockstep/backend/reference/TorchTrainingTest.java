package dev.lockstep.backend.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.Wording;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.training.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The reference in float64 against PyTorch in float64. */
class TorchTrainingTest {
  private static final Execution FLOAT64 = new Execution(Precision.FLOAT64, Device.CPU);

  @ParameterizedTest
  @EnumSource(CellKind.class)
  void everyTensorOfAnAdamTrainingIsPyTorchs(CellKind cell) {
    // The loss, and gradient, two moments and new value of six parameters, in two epochs.
    assertSmallTraining(cell, new OptimizerSpec.Adam(0.1), 2 * (1 + 4 * 6));
  }

  @ParameterizedTest
  @EnumSource(CellKind.class)
  void everyTensorOfAnSgdTrainingIsPyTorchs(CellKind cell) {
    assertSmallTraining(cell, new OptimizerSpec.Sgd(0.5), 2 * (1 + 2 * 6));
  }

  private static void assertSmallTraining(CellKind cell, OptimizerSpec optimizer, int tensors) {
    TrainingCase trainingCase = ExampleCases.of(cell, 2, "abcaabcbba", "abc", optimizer, 3);
    List<StepRecord> trajectory = train(trainingCase);
    List<TorchTrainings.Line> lines = TorchTrainings.of("small", cell.label(), optimizer.label());
    assertEquals(tensors, lines.size());
    for (TorchTrainings.Line line : lines) {
      double[] actual = named(trajectory.get(line.epoch() - 1)).get(line.tensor());
      assertArrayEquals(line.values(), actual, 1e-14, line.tensor() + ", epoch " + line.epoch());
    }
  }

  @ParameterizedTest
  @CsvSource({"RNN, 8", "RNN_RELU, 8", "LSTM, 4", "GRU, 5"})
  void aHundredEpochsOfTheExamsTextAreThoseOfPyTorch(CellKind cell, int hidden) {
    List<StepRecord> trajectory = train(ExampleCases.examLike(cell, hidden));
    List<TorchTrainings.Line> lines = TorchTrainings.of("exam", cell.label(), "adam");
    assertEquals(8, lines.size());
    for (TorchTrainings.Line line : lines) {
      double[] all = named(trajectory.get(line.epoch() - 1)).get(line.tensor());
      double[] actual = Arrays.copyOf(all, line.values().length);
      assertArrayEquals(line.values(), actual, 1e-9, line.tensor() + ", epoch " + line.epoch());
    }
  }

  private static Map<String, double[]> named(StepRecord epoch) {
    return epoch.tensors().entrySet().stream()
        .collect(Collectors.toMap(e -> Wording.of(e.getKey()), e -> elements(e.getValue())));
  }

  private static double[] elements(Tensor tensor) {
    return tensor.toArray();
  }

  private static List<StepRecord> train(TrainingCase trainingCase) {
    return Trainer.train(new ReferenceBackend(), trainingCase, FLOAT64, epoch -> {});
  }
}
