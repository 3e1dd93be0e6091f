package dev.lockstep.backend.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.StepTensors;
import dev.lockstep.model.Steps;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import org.junit.jupiter.api.Test;

class DjlOptimizerTest {
  private static final ParameterLayout LAYOUT = new ParameterLayout(CellKind.RNN, 2, 2);
  private static final int BIAS = LAYOUT.names().indexOf(ParameterLayout.BIAS);

  @Test
  void adamAddsEpsilonToTheCorrectedRoot() {
    // A first gradient g moves a parameter by lr * g / (|g| + eps): half of lr where g is eps.
    assertArrayEquals(new double[] {-0.05, 0.1}, firstUpdate(DjlOptimizer::of, 1e-8, -1), 1e-8);
  }

  @Test
  void theLibrarysOwnAdamAddsItToTheUncorrectedOne() {
    // lr * g / (|g| + eps / sqrt(1 - 0.999)): the reason for not using it.
    double expected = -0.1 / (1 + 1 / Math.sqrt(0.001));
    assertArrayEquals(new double[] {expected, 0.1}, firstUpdate(LibraryAdam::new, 1e-8, -1), 1e-7);
  }

  private static double[] firstUpdate(DjlOptimizer.Factory factory, double... gradient) {
    try (NDManager manager = DjlEngine.newManager(Device.CPU)) {
      DjlOptimizer optimizer =
          factory.of(new OptimizerSpec.Adam(0.1), LAYOUT, manager, Precision.FLOAT64);
      NDArray zeros = manager.create(new double[gradient.length]);
      return optimizer.update(BIAS, zeros, manager.create(gradient), 1).toDoubleArray();
    }
  }

  @Test
  void aBackendTakesAnotherUpdateRule() {
    DjlBackend ownAdam =
        new DjlBackend("own", "", () -> WholeSequence::new, () -> LibraryAdam::new, 25);
    StepRecord own = secondEpoch(ownAdam);
    StepRecord torch =
        secondEpoch(
            new DjlBackend("torch", "", () -> WholeSequence::new, () -> DjlOptimizer::of, 25));
    assertEquals(StepTensors.loss(torch), StepTensors.loss(own), 1e-5);
    assertNotEquals(Steps.of(torch, Kind.PARAMETER), Steps.of(own, Kind.PARAMETER));
  }

  private static StepRecord secondEpoch(DjlBackend backend) {
    TorchNumbers numbers = TorchNumbers.of(CellKind.LSTM);
    try (Session session =
        backend.open(
            numbers.trainingCase(TorchNumbers.ADAM),
            numbers.initialState(TorchNumbers.ADAM),
            new Execution(Precision.FLOAT64, Device.CPU))) {
      session.step();
      return session.step();
    }
  }
}
