package dev.lockstep.backend.djl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.Task;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.Parameters;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DjlSessionTest {
  private static final Execution FLOAT32 = new Execution(Precision.FLOAT32, Device.CPU);
  private static final TorchNumbers LSTM = TorchNumbers.of(CellKind.LSTM);

  static Stream<Backend> backends() {
    return Stream.of(new DjlSequence(), new DjlCell());
  }

  @ParameterizedTest
  @MethodSource("backends")
  void continuesFromALoadedStateAsIfItHadGotThereItself(Backend backend) {
    try (Session whole = open(backend);
        Session loaded = open(backend)) {
      whole.step();
      ModelState reached = whole.state();
      loaded.step();
      loaded.step();
      loaded.load(reached);
      assertEquals(whole.step(), loaded.step());
      assertEquals(whole.step(), loaded.step());
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void leavesNothingOfATrainingThatWentToNanWhenAnotherStateIsLoaded(Backend backend) {
    ModelState good = LSTM.initialState(TorchNumbers.ADAM);
    try (Session session = open(backend);
        Session fresh = open(backend)) {
      session.load(allNan(good));
      assertTrue(Double.isNaN(StepTensors.loss(session.step())));
      session.load(good);
      assertEquals(fresh.step(), session.step());
    }
  }

  private static ModelState allNan(ModelState state) {
    Parameters parameters = state.parameters();
    Parameters nan =
        Parameters.of(parameters.layout(), name -> parameters.get(name).map(x -> Double.NaN));
    return new ModelState(nan, state.moments(), state.stepCount());
  }

  @ParameterizedTest
  @MethodSource("backends")
  void keepsAsManyNativeArraysAfterAnEpochAsBeforeAndNoneAfterClose(Backend backend) {
    long outside = nativeArrays();
    try (Session session = open(backend)) {
      long opened = nativeArrays();
      assertTrue(opened > outside, opened + " arrays open, " + outside + " before");
      session.step();
      assertEquals(opened, nativeArrays());
      session.load(session.state());
      assertEquals(opened, nativeArrays());
    }
    assertEquals(outside, nativeArrays());
  }

  @Test
  void freesEverythingWhenItCannotBeOpened() {
    long outside = nativeArrays();
    ModelState withoutMoments = LSTM.initialState(TorchNumbers.SGD);
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new DjlSequence()
                    .open(LSTM.trainingCase(TorchNumbers.ADAM), withoutMoments, FLOAT32));
    assertEquals("adam needs moments, and the state has none", thrown.getMessage());
    assertEquals(outside, nativeArrays());
  }

  private static long nativeArrays() {
    try (NDManager manager = DjlEngine.newManager(Device.CPU)) {
      return manager.getParentManager().getManagedArrays().size();
    }
  }

  @Test
  void refusesAStateOfAnotherModel() {
    ModelState gru = TorchNumbers.of(CellKind.GRU).initialState(TorchNumbers.ADAM);
    try (Session session = open(new DjlCell())) {
      IllegalArgumentException thrown =
          assertThrows(IllegalArgumentException.class, () -> session.load(gru));
      assertEquals(
          "expected a state of ParameterLayout[cell=lstm, hidden=2, vocabulary=2],"
              + " found one of ParameterLayout[cell=gru, hidden=2, vocabulary=2]",
          thrown.getMessage());
    }
  }

  @Test
  void refusesEverythingButASecondCloseOnceClosed() {
    Session session = open(new DjlSequence());
    ModelState state = session.state();
    session.close();
    session.close();
    assertThrows(IllegalStateException.class, session::step);
    assertThrows(IllegalStateException.class, session::state);
    assertThrows(IllegalStateException.class, () -> session.load(state));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void trainsWhileAnotherThreadIsInTheMiddleOfAnEpoch(Backend backend) {
    List<StepRecord> inTheMiddle = new ArrayList<>();
    try (Session meanwhile = open(backend);
        Session alone = open(backend);
        Session interrupted =
            open(
                interrupted(
                    () ->
                        inTheMiddle.add(CompletableFuture.supplyAsync(meanwhile::step).join())))) {
      StepRecord expected = alone.step();
      interrupted.step();
      assertEquals(List.of(expected), inTheMiddle);
    }
  }

  @Test
  void isNotDisturbedByAnotherThreadInTheMiddleOfAnEpoch() {
    try (Session alone = open(new DjlSequence());
        Session meanwhile = open(new DjlSequence());
        Session interrupted =
            open(interrupted(() -> CompletableFuture.supplyAsync(meanwhile::step).join()))) {
      assertEquals(alone.step(), interrupted.step());
    }
  }

  /** A backend that does something else after its forward pass, before its backward one. */
  private static Backend interrupted(Runnable meanwhile) {
    Unrolling.Factory unrolling =
        (task, manager, type) -> {
          Unrolling sequence = new WholeSequence(task, manager, type);
          return new Unrolling() {
            @Override
            public List<NDArray> inputs() {
              return sequence.inputs();
            }

            @Override
            public NDArray hidden(Network network) {
              NDArray hidden = sequence.hidden(network);
              meanwhile.run();
              return hidden;
            }
          };
        };
    return new DjlBackend("interrupted", "", () -> unrolling, () -> DjlOptimizer::of, 25);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void trainsTheShortestTextWithTheSmallestModel(Backend backend) {
    OptimizerSpec sgd = new OptimizerSpec.Sgd(0.1);
    Task oneStep = new Task("aa", 1, List.of("a"));
    TrainingCase smallest =
        new TrainingCase("aa", "", oneStep, CellKind.GRU, 1, 0, 1, sgd, Optional.empty());
    ModelState zeros = ModelState.initial(Parameters.zeros(ParameterLayout.of(smallest)), sgd);
    try (Session session = backend.open(smallest, zeros, FLOAT32)) {
      StepRecord record = session.step();
      assertEquals(0.0, StepTensors.loss(record));
      assertEquals(Tensor.zeros(Shape.of(1, 1)), record.get(StepTensors.HIDDEN));
      assertEquals(Tensor.of(Shape.of(1, 1), new double[] {1}), record.get(StepTensors.SOFTMAX));
    }
  }

  private static Session open(Backend backend) {
    return backend.open(
        LSTM.trainingCase(TorchNumbers.ADAM), LSTM.initialState(TorchNumbers.ADAM), FLOAT32);
  }
}
