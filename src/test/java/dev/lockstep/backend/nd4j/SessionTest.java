package dev.lockstep.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Session;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.Parameters;
import dev.lockstep.model.StepTensors;
import dev.lockstep.model.Steps;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionTest {

  @Test
  void sessionsOfBothPrecisionsSideBySideTrainAsTheyDoAlone() throws Exception {
    List<StepRecord> alone = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      for (CellKind cell : CellKind.values()) {
        for (Precision precision : Precision.values()) {
          alone.add(train(cell, precision));
        }
      }
      List<Future<StepRecord>> together = new ArrayList<>();
      for (CellKind cell : CellKind.values()) {
        for (Precision precision : Precision.values()) {
          together.add(threads.submit(() -> train(cell, precision)));
        }
      }
      for (int i = 0; i < alone.size(); i++) {
        assertEquals(alone.get(i), together.get(i).get());
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static StepRecord train(CellKind cell, Precision precision) {
    try (Session session =
        Examples.open(Examples.ofSteps(cell, 3, 100, Examples.ADAM), precision)) {
      for (int epoch = 1; epoch < 10; epoch++) {
        session.step();
      }
      return session.step();
    }
  }

  @ParameterizedTest
  @EnumSource(CellKind.class)
  void float64HoldsMoreDigitsThanFloat32(CellKind cell) {
    StepRecord wide = train(cell, Precision.FLOAT64);
    StepRecord narrow = train(cell, Precision.FLOAT32);
    assertEquals(StepTensors.loss(wide), StepTensors.loss(narrow), 1e-4);
    assertTrue(gradientsAreFloat32(narrow));
    assertFalse(gradientsAreFloat32(wide));
  }

  private static boolean gradientsAreFloat32(StepRecord step) {
    return Steps.of(step, Kind.GRADIENT).values().stream()
        .allMatch(tensor -> tensor.equals(tensor.roundedTo(Precision.FLOAT32)));
  }

  @ParameterizedTest
  @EnumSource(CellKind.class)
  void aLoadedStateTrainsOnWithoutATraceOfNanBefore(CellKind cell) {
    TrainingCase trainingCase = Examples.ofSteps(cell, 3, 100, Examples.ADAM);
    ModelState initial = TorchInitializer.initialState(trainingCase);
    try (Session fresh = Examples.open(trainingCase, Precision.FLOAT32);
        Session spoiled = Examples.open(trainingCase, Precision.FLOAT32)) {
      spoiled.load(Examples.filled(initial, Double.NaN));
      assertTrue(Double.isNaN(StepTensors.loss(spoiled.step())));
      spoiled.load(initial);
      assertEquals(fresh.step(), spoiled.step());
      assertEquals(fresh.step(), spoiled.step());
    }
  }

  @ParameterizedTest
  @EnumSource(CellKind.class)
  void theLossStaysFiniteWhereTheSoftmaxUnderflows(CellKind cell) {
    TrainingCase trainingCase = Examples.ofSteps(cell, 3, 9, Examples.SGD);
    ModelState initial = TorchInitializer.initialState(trainingCase);
    Parameters steep =
        Parameters.of(
            initial.parameters().layout(),
            name ->
                initial
                    .parameters()
                    .get(name)
                    .map(value -> name.equals(ParameterLayout.WEIGHT) ? 1e4 * value : value));
    for (Precision precision : Precision.values()) {
      try (Session session =
          Examples.open(trainingCase, new ModelState(steep, initial.moments(), 0), precision)) {
        double loss = StepTensors.loss(session.step());
        assertTrue(loss > 100 && loss < 1e5, precision + " loss " + loss);
      }
    }
  }

  @Test
  void plainSgdSubtractsTheGradientTimesTheLearningRate() {
    TrainingCase trainingCase = Examples.ofSteps(CellKind.GRU, 2, 5, Examples.SGD);
    ModelState initial = TorchInitializer.initialState(trainingCase);
    try (Session session = Examples.open(trainingCase, Precision.FLOAT64)) {
      StepRecord epoch = session.step();
      for (String name : initial.parameters().layout().names()) {
        for (int i = 0; i < initial.parameters().get(name).size(); i++) {
          double expected =
              initial.parameters().get(name).get(i) - 0.1 * Steps.gradient(epoch, name).get(i);
          assertEquals(expected, Steps.parameter(epoch, name).get(i), 1e-16, name);
        }
      }
      assertEquals(Map.of(), Steps.of(epoch, Kind.OPTIMIZER));
    }
  }

  @Test
  void adamAddsEpsilonAfterTheBiasCorrection() {
    OptimizerSpec.Adam adam = new OptimizerSpec.Adam(0.1);
    TrainingCase trainingCase = Examples.ofSteps(CellKind.RNN, 2, 5, adam);
    // Weights of 1e-8 let little through: the gradients behind them are of epsilon's size.
    ModelState small = Examples.filled(TorchInitializer.initialState(trainingCase), 1e-8);
    try (Session session = Examples.open(trainingCase, small, Precision.FLOAT64)) {
      StepRecord epoch = session.step();
      for (String name : small.parameters().layout().names()) {
        for (int i = 0; i < small.parameters().get(name).size(); i++) {
          double gradient = Steps.gradient(epoch, name).get(i);
          double expected = 1e-8 - 0.1 * gradient / (Math.abs(gradient) + 1e-8);
          assertEquals(expected, Steps.parameter(epoch, name).get(i), 1e-13, name);
        }
      }
    }
  }

  @Test
  void adamRefusesAStateWithoutMoments() {
    TrainingCase trainingCase = Examples.ofSteps(CellKind.RNN, 2, 5, Examples.ADAM);
    ModelState initial = TorchInitializer.initialState(trainingCase);
    ModelState without = new ModelState(initial.parameters(), Optional.empty(), 0);
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class,
            () -> Examples.open(trainingCase, without, Precision.FLOAT32));
    assertEquals("Adam needs its moments", refusal.getMessage());
  }

  @Test
  void aClosedSessionRefusesEverythingButClosing() {
    TrainingCase trainingCase = Examples.ofSteps(CellKind.LSTM, 2, 5, Examples.ADAM);
    Session session = Examples.open(trainingCase, Precision.FLOAT32);
    ModelState state = session.state();
    session.close();
    session.close();
    assertThrows(IllegalStateException.class, session::step);
    assertThrows(IllegalStateException.class, session::state);
    assertThrows(IllegalStateException.class, () -> session.load(state));
  }
}
