package dev.lockstep.fault;

import static dev.lockstep.fault.FaultTraining.epochFrom;
import static dev.lockstep.fault.FaultTraining.examCase;
import static dev.lockstep.fault.FaultTraining.fault;
import static dev.lockstep.fault.FaultTraining.open;
import static dev.lockstep.fault.FaultTraining.startOf;
import static dev.lockstep.fault.FaultTraining.train;
import static dev.lockstep.fault.FaultTraining.trainingCase;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.Task;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.Parameters;
import dev.lockstep.model.StepTensors;
import dev.lockstep.model.Steps;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong gradients, loops and initial weights against a second way of saying the same. */
class WrongTrainingTest {
  private static final double TINY = 1e-13;

  private static TrainingCase abc(CellKind cell, int epochs) {
    Task task = new Task("abcabdd", 2, List.of("d", "c", "b", "a"));
    return trainingCase(task, cell, 3, epochs, new OptimizerSpec.Sgd(0.1));
  }

  @Test
  void clippedGradientsPointTheSameWayAndHaveNormOne() {
    TrainingCase trainingCase = examCase(CellKind.RNN, 8, 40);
    int clipped = 0;
    try (Session right = open(Variant.correct(), trainingCase);
        Session wrong = open(fault("gradient-norm-clipped").variant(), trainingCase)) {
      for (int epoch = 1; epoch <= 40; epoch++) {
        wrong.load(right.state());
        double[] expected = flat(Steps.gradients(right.step(), trainingCase));
        double[] actual = flat(Steps.gradients(wrong.step(), trainingCase));
        double norm = norm(expected);
        if (norm > 1) {
          clipped++;
          assertEquals(norm / (norm + 1e-6), norm(actual), TINY);
          for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i] / (norm + 1e-6), actual[i], TINY);
          }
        } else {
          assertArrayEquals(expected, actual);
        }
      }
    }
    assertTrue(clipped > 0, "no norm was above 1");
  }

  @Test
  void accumulatedGradientsAreThoseOfAllEpochsTogether() {
    TrainingCase trainingCase = abc(CellKind.GRU, 3);
    List<StepRecord> records = train(fault("gradients-accumulated").variant(), trainingCase);
    double[] sum = new double[flat(Steps.gradients(records.get(0), trainingCase)).length];
    ModelState state = new ModelState(startOf(trainingCase), Optional.empty(), 0);
    for (StepRecord record : records) {
      double[] own =
          flat(Steps.gradients(epochFrom(Variant.correct(), trainingCase, state), trainingCase));
      Arrays.setAll(sum, i -> sum[i] + own[i]);
      assertArrayEquals(sum, flat(Steps.gradients(record, trainingCase)), TINY);
      state = ModelState.after(record, trainingCase);
    }
  }

  @Test
  void lateActivationsAreThoseOfTheNextEpoch() {
    TrainingCase trainingCase = abc(CellKind.LSTM, 4);
    List<StepRecord> right = train(Variant.correct(), trainingCase);
    List<StepRecord> late = train(fault("softmax-after-update").variant(), trainingCase);
    for (int epoch = 0; epoch < 3; epoch++) {
      assertEquals(
          Steps.of(right.get(epoch + 1), Kind.ACTIVATION),
          Steps.of(late.get(epoch), Kind.ACTIVATION));
      assertEquals(
          right.get(epoch).without(Kind.ACTIVATION), late.get(epoch).without(Kind.ACTIVATION));
    }
  }

  @ParameterizedTest
  @CsvSource({"RNN", "RNN_RELU", "LSTM", "GRU"})
  void aCarriedStateContinuesTheTextIfNothingIsLearnt(CellKind cell) {
    // Two epochs over the inputs a, b, a meet what one epoch over a, b, a, a, b, a meets.
    OptimizerSpec still = new OptimizerSpec.Sgd(Double.MIN_VALUE);
    TrainingCase twoEpochs =
        trainingCase(new Task("abab", 1, List.of("a", "b")), cell, 3, 2, still);
    TrainingCase oneEpoch =
        trainingCase(new Task("abaabax", 1, List.of("a", "b", "x")), cell, 3, 1, still);
    Parameters start = startOf(oneEpoch);
    Parameters narrowed =
        Parameters.of(ParameterLayout.of(twoEpochs), name -> withoutLastCharacter(start, name));
    try (Session carried = open(fault("state-carried-over").variant(), twoEpochs)) {
      carried.load(new ModelState(narrowed, Optional.empty(), 0));
      carried.step();
      double[] second = carried.step().get(StepTensors.HIDDEN).toArray();
      double[] whole = train(Variant.correct(), oneEpoch).get(0).get(StepTensors.HIDDEN).toArray();
      assertArrayEquals(Arrays.copyOfRange(whole, 3 * 3, 6 * 3), second);
    }
  }

  private static Tensor withoutLastCharacter(Parameters parameters, String name) {
    Tensor tensor = parameters.get(name);
    ParameterLayout narrow =
        new ParameterLayout(parameters.layout().cell(), parameters.layout().hidden(), 2);
    double[] values = new double[narrow.shape(name).size()];
    int columns = narrow.shape(name).columns();
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.get(i / columns, i % columns);
    }
    return Tensor.of(narrow.shape(name), values);
  }

  @Test
  void aLinearLayerCreatedFirstDrawsWhatTorchDraws() {
    TrainingCase trainingCase =
        new TrainingCase(
            "torch",
            "",
            new Task("ab", 1, List.of("a", "b")),
            CellKind.RNN,
            3,
            43052,
            1,
            new OptimizerSpec.Sgd(0.1),
            Optional.empty());
    try (Session session = open(fault("drawn-linear-first").variant(), trainingCase)) {
      Parameters drawn = session.state().parameters();
      assertEquals(-0.20015980303287506, drawn.get(ParameterLayout.WEIGHT).get(0));
      assertEquals(-0.3587942123413086, drawn.get(ParameterLayout.BIAS).get(1));
      assertEquals(-0.14967931807041168, drawn.get(ParameterLayout.WEIGHT_IH).get(0));
      assertEquals(0.10141680389642715, drawn.get(ParameterLayout.BIAS_HH).get(2));
    }
  }

  @Test
  void transposedWeightsTakeTheSameNumbersColumnByColumn() {
    TrainingCase trainingCase = abc(CellKind.GRU, 1);
    Parameters right = startOf(trainingCase);
    try (Session session = open(fault("drawn-transposed").variant(), trainingCase)) {
      Parameters wrong = session.state().parameters();
      for (String name : right.layout().names()) {
        int next = 0;
        for (int column = 0; column < right.get(name).shape().columns(); column++) {
          for (int row = 0; row < right.get(name).shape().rows(); row++) {
            assertEquals(right.get(name).get(next++), wrong.get(name).get(row, column));
          }
        }
      }
    }
  }

  private static double[] flat(Parameters parameters) {
    return parameters.tensors().stream()
        .flatMapToDouble(tensor -> Arrays.stream(tensor.toArray()))
        .toArray();
  }

  private static double norm(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(x -> x * x).sum());
  }
}
