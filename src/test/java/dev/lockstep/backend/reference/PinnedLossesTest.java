package dev.lockstep.backend.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.backend.Session;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.StepTensors;
import dev.lockstep.tensor.Precision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The first losses on the exam's text, as they were when the reference was found to agree with
 * PyTorch. A platform's exp and tanh may differ in the last bit, and nothing else may.
 */
class PinnedLossesTest {
  private static final double FEW_ROUNDINGS = 1e-14;

  @ParameterizedTest
  @CsvSource({
    "RNN, 8, 2.072245083573899, 1.8749945232215992, 1.8158434770013645",
    "RNN_RELU, 8, 2.0513308858309194, 1.925150677244566, 1.8877994157808022",
    "LSTM, 4, 1.963078975353815, 1.86090448624278, 1.7668760251418771",
    "GRU, 8, 1.9463248034968679, 1.806040675924761, 1.6165225356723787"
  })
  void theFirstLossesStayWhatTheyWere(
      CellKind cell, int hidden, double first, double second, double third) {
    TrainingCase trainingCase = ExampleCases.examLike(cell, hidden);
    try (Session session =
        Variant.correct()
            .open(
                trainingCase,
                TorchInitializer.initialState(trainingCase),
                Precision.FLOAT64,
                Rounding.exact())) {
      for (double expected : new double[] {first, second, third}) {
        assertEquals(expected, StepTensors.loss(session.step()), FEW_ROUNDINGS * expected);
      }
    }
  }
}
