package dev.lockstep.backend.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.model.StepTensors;
import dev.lockstep.model.Steps;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DjlTrainingTest {

  static Stream<Arguments> everyCellOfEveryBackend() {
    return Stream.of(new DjlSequence(), new DjlCell())
        .flatMap(
            backend ->
                Stream.of(CellKind.values())
                    .flatMap(
                        cell ->
                            Stream.of(Precision.values())
                                .map(precision -> Arguments.of(backend, cell, precision))));
  }

  @ParameterizedTest
  @MethodSource("everyCellOfEveryBackend")
  void firstGradientsAreTorchs(Backend backend, CellKind cell, Precision precision) {
    TorchNumbers torch = TorchNumbers.of(cell);
    try (Session session = open(backend, torch, TorchNumbers.SGD, precision)) {
      StepRecord record = session.step();
      assertArrayEquals(
          torch.firstGradients(),
          TorchNumbers.flat(Steps.gradients(record, torch.trainingCase(TorchNumbers.SGD))),
          allowed(precision));
    }
  }

  @ParameterizedTest
  @MethodSource("everyCellOfEveryBackend")
  void adamLossesAreTorchs(Backend backend, CellKind cell, Precision precision) {
    TorchNumbers torch = TorchNumbers.of(cell);
    assertLosses(torch.adamLosses(), backend, torch, TorchNumbers.ADAM, precision);
  }

  @ParameterizedTest
  @MethodSource("everyCellOfEveryBackend")
  void sgdLossesAreTorchs(Backend backend, CellKind cell, Precision precision) {
    TorchNumbers torch = TorchNumbers.of(cell);
    assertLosses(torch.sgdLosses(), backend, torch, TorchNumbers.SGD, precision);
  }

  private static void assertLosses(
      double[] expected,
      Backend backend,
      TorchNumbers torch,
      OptimizerSpec optimizer,
      Precision precision) {
    try (Session session = open(backend, torch, optimizer, precision)) {
      double[] actual =
          DoubleStream.generate(() -> StepTensors.loss(session.step()))
              .limit(expected.length)
              .toArray();
      assertArrayEquals(expected, actual, allowed(precision));
      assertEquals(expected.length, session.state().stepCount());
    }
  }

  private static Session open(
      Backend backend, TorchNumbers torch, OptimizerSpec optimizer, Precision precision) {
    return backend.open(
        torch.trainingCase(optimizer),
        torch.initialState(optimizer),
        new Execution(precision, Device.CPU));
  }

  /** Some units of the last place of numbers near one; the printed numbers have 13 digits. */
  private static double allowed(Precision precision) {
    return precision == Precision.FLOAT32 ? 1e-6 : 1e-12;
  }
}
