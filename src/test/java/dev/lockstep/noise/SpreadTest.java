package dev.lockstep.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.StepBounds;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.StepTensors;
import dev.lockstep.model.TamperedStep;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadTest {
  private static final double GUESS = Math.log(2);

  private static final TensorName SOFTMAX = StepTensors.SOFTMAX;
  private static final NoiseModel FLOAT32 = new NoiseModel(Precision.FLOAT32, 1);
  private static final NoiseModel FLOAT64 = new NoiseModel(Precision.FLOAT64, 1);

  @ParameterizedTest
  @ValueSource(doubles = {1, 1e-20, 1e-200, 1e200})
  void theBoundIsTenTimesTheRootMeanSquareDeviationWhateverTheMagnitude(double value) {
    StepRecord exact = epochWithSoftmax(value);
    Spread spread = new Spread(exact, GUESS);
    spread.add(TamperedStep.add(exact, SOFTMAX, 0, 0.3 * value));
    spread.add(TamperedStep.add(exact, SOFTMAX, 0, -0.4 * value));
    Tensor bounds = bounds(spread, FLOAT64).get(SOFTMAX);
    double rootMeanSquare = Math.sqrt((0.3 * 0.3 + 0.4 * 0.4) / 2) * value;
    double rounding = 2 * Precision.FLOAT64.unitRoundoff() * value;
    double expected = 10 * FLOAT64.scale() * rootMeanSquare + rounding;
    assertEquals(expected, bounds.get(0), 1e-12 * expected);
    assertEquals(rounding, bounds.get(1), 1e-12 * rounding);
  }

  @Test
  void mergedSpreadsAreTheSpreadOverAllRuns() {
    StepRecord exact = epochWithSoftmax(1);
    Spread whole = new Spread(exact, GUESS);
    Spread first = new Spread(exact, GUESS);
    Spread second = new Spread(exact, GUESS);
    for (int i = 0; i < 5; i++) {
      StepRecord run = TamperedStep.add(exact, SOFTMAX, 0, i * 0.1);
      whole.add(run);
      (i < 2 ? first : second).add(run);
    }
    double expected = bounds(whole, FLOAT32).get(SOFTMAX).get(0);
    Spread merged = first.mergedWith(second);
    assertEquals(expected, bounds(merged, FLOAT32).get(SOFTMAX).get(0), 1e-12);
    assertEquals(whole.rootMeanSquare(SOFTMAX), merged.rootMeanSquare(SOFTMAX), 1e-12);
  }

  private static Map<TensorName, Tensor> bounds(Spread spread, NoiseModel noise) {
    return ((StepBounds.Bounded) spread.bounds(1, noise)).allowed();
  }

  private static StepRecord epochWithSoftmax(double value) {
    OptimizerSpec sgd = new OptimizerSpec.Sgd(0.1);
    TrainingCase trainingCase = ExampleCases.of(CellKind.RNN, 1, "ab", "ab", sgd, 1);
    try (Session session =
        Variant.correct()
            .open(
                trainingCase,
                TorchInitializer.initialState(trainingCase),
                Precision.FLOAT64,
                Rounding.exact())) {
      return TamperedStep.with(session.step(), SOFTMAX, softmax -> softmax.map(any -> value));
    }
  }
}
