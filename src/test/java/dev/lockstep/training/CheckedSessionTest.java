package dev.lockstep.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.UnsupportedExecutionException;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class CheckedSessionTest {
  private static final Execution FLOAT32 = new Execution(Precision.FLOAT32, Device.CPU);
  private static final TrainingCase CASE =
      ExampleCases.of(CellKind.GRU, 2, "abcab", "abc", new OptimizerSpec.Adam(0.1), 3);

  @Test
  void stepsWithoutActivationsAreRefusedInEitherMode() {
    assertRefused(
        "step 1 lacks activation/hidden of shape [4, 2]", step -> step.without(Kind.ACTIVATION));
  }

  @Test
  void theSameStepThroughoutIsRefused() {
    assertRefused(
        "handed over step 7 where step 1 was due", step -> new StepRecord(7, step.tensors()));
  }

  @Test
  void aStepThatComesTwiceIsRefused() {
    assertRefused(
        "handed over step 1 where step 2 was due", step -> new StepRecord(1, step.tensors()));
  }

  @Test
  void aTensorThatTheCaseHasNotIsRefused() {
    TensorName buffer = TensorName.optimizer("momentum_buffer", "bias");
    assertRefused(
        "step 1 has optimizer/momentum_buffer/bias, which the case has not",
        step -> with(step, buffer, Tensor.zeros(Shape.of(3))));
  }

  @Test
  void aTensorOfAnotherShapeIsRefused() {
    assertRefused(
        "step 1 has loss/loss of shape [4] in place of []",
        step -> with(step, StepTensors.LOSS, Tensor.zeros(Shape.of(4))));
  }

  @Test
  void noStepAtAllIsRefused() {
    assertRefused("handed over nothing for step 1", step -> null);
  }

  @Test
  void aStateThatCountsOtherUpdatesIsRefused() {
    Backend backend =
        new Amended(
            step -> step,
            state -> new ModelState(state.parameters(), state.moments(), state.stepCount() + 1));
    InvalidStepException refusal =
        assertThrows(
            InvalidStepException.class, () -> Trainer.train(backend, CASE, FLOAT32, epoch -> {}));
    assertEquals("the state after step 1 counts 2 updates", refusal.getMessage());
  }

  @Test
  void aStateWithoutItsMomentsIsRefused() {
    Backend backend =
        new Amended(
            step -> step,
            state -> new ModelState(state.parameters(), Optional.empty(), state.stepCount()));
    InvalidStepException refusal =
        assertThrows(
            InvalidStepException.class, () -> Lockstep.run(backend, CASE, FLOAT32, epoch -> {}));
    assertEquals(
        "the state after step 0 lacks optimizer/exp_avg/weight_ih of shape [6, 3]",
        refusal.getMessage());
  }

  @Test
  void aCellThatTheImplementationDoesNotListIsUnsupportedInEitherMode() {
    Backend lstmOnly =
        new Backend() {
          @Override
          public BackendInfo info() {
            return new BackendInfo(
                "lstm-only", "plain Java", "for this test", Set.of(CellKind.LSTM, CellKind.RNN));
          }

          @Override
          public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
            return new ReferenceBackend().open(trainingCase, state, execution);
          }
        };
    UnsupportedExecutionException training =
        assertThrows(
            UnsupportedExecutionException.class,
            () -> Trainer.train(lstmOnly, CASE, FLOAT32, epoch -> {}));
    assertEquals(
        "lstm-only cannot train the cell gru; it can train: lstm, rnn", training.getMessage());
    assertThrows(
        UnsupportedExecutionException.class,
        () -> Lockstep.run(lstmOnly, CASE, FLOAT32, epoch -> {}));
  }

  @Test
  void whateverTheNumbersAreIsForTheComparisonToSay() {
    Backend nan =
        new Amended(
            step -> with(step, StepTensors.LOSS, Tensor.scalar(Double.NaN)), state -> state);
    assertEquals(3, Trainer.train(nan, CASE, FLOAT32, epoch -> {}).size());
  }

  private static void assertRefused(String message, UnaryOperator<StepRecord> amendment) {
    Backend backend = new Amended(amendment, state -> state);
    InvalidStepException training =
        assertThrows(
            InvalidStepException.class, () -> Trainer.train(backend, CASE, FLOAT32, epoch -> {}));
    assertEquals(message, training.getMessage());
    InvalidStepException lockstep =
        assertThrows(
            InvalidStepException.class, () -> Lockstep.run(backend, CASE, FLOAT32, epoch -> {}));
    assertEquals(message, lockstep.getMessage());
  }

  private static StepRecord with(StepRecord step, TensorName name, Tensor tensor) {
    Map<TensorName, Tensor> tensors = new LinkedHashMap<>(step.tensors());
    tensors.put(name, tensor);
    return new StepRecord(step.step(), tensors);
  }

  /** The reference, but for what it hands over. */
  private record Amended(
      UnaryOperator<StepRecord> amendedStep, UnaryOperator<ModelState> amendedState)
      implements Backend {

    @Override
    public BackendInfo info() {
      return new ReferenceBackend().info();
    }

    @Override
    public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
      Session right = new ReferenceBackend().open(trainingCase, state, execution);
      return new Session() {
        @Override
        public StepRecord step() {
          return amendedStep.apply(right.step());
        }

        @Override
        public ModelState state() {
          return amendedState.apply(right.state());
        }

        @Override
        public void load(ModelState loaded) {
          right.load(loaded);
        }

        @Override
        public void close() {
          right.close();
        }
      };
    }
  }
}
