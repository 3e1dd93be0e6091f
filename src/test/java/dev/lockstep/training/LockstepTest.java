package dev.lockstep.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Element;
import dev.lockstep.compare.Mismatch;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.TamperedStep;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LockstepTest {
  private static final int EPOCHS = 6;
  private static final OptimizerSpec ADAM = new OptimizerSpec.Adam(0.1);
  private static final TrainingCase LSTM =
      ExampleCases.of(CellKind.LSTM, 3, "abacbcddbaacb", "abcd", ADAM, EPOCHS);
  private static final TensorName BIAS_GRADIENT =
      TensorName.of(Kind.GRADIENT, ParameterLayout.BIAS);

  @ParameterizedTest
  @EnumSource(Precision.class)
  void aRightImplementationHasOnlyLocalErrorWithinTheNoise(Precision precision) {
    List<Integer> epochs = new ArrayList<>();
    Lockstep.Outcome outcome =
        Lockstep.run(
            new ReferenceBackend(), LSTM, new Execution(precision, Device.CPU), epochs::add);
    assertEquals(List.of(1, 2, 3, 4, 5, 6), epochs);
    assertTrue(outcome.comparison().isComplete());
    assertEquals(Optional.empty(), outcome.comparison().divergence());
    assertEquals(List.of(), outcome.divergent());
  }

  @Test
  void oneEpochsErrorIsFoundInThatEpochAndNotCarriedOn() {
    Lockstep.Outcome outcome = run(new WrongInEpochs(List.of(3)));
    Mismatch divergence = outcome.comparison().divergence().orElseThrow();
    assertEquals(3, divergence.step());
    assertEquals(BIAS_GRADIENT, divergence.tensor().name());
    assertEquals(1, outcome.comparison().mismatches());
    assertEquals(1, outcome.divergent().size());
    assertEquals(3, outcome.divergent().get(0).record().step());
    assertEquals(2, outcome.divergent().get(0).start().stepCount());
  }

  @Test
  void theFirstThreeDivergentEpochsAreKept() {
    Lockstep.Outcome outcome = run(new WrongInEpochs(List.of(2, 3, 5, 6)));
    assertEquals(4, outcome.comparison().mismatches());
    assertEquals(
        List.of(2, 3, 5), outcome.divergent().stream().map(step -> step.record().step()).toList());
  }

  @Test
  void theFirstEpochStartsFromTheCasesInitialState() {
    Lockstep.Outcome outcome = run(new WrongInEpochs(List.of(1)));
    assertEquals(TorchInitializer.initialState(LSTM), outcome.divergent().get(0).start());
  }

  @Test
  void anotherImplementationServesAsTheExpectation() {
    Backend right = new ReferenceBackend();
    Backend wrong = new WrongInEpochs(List.of(4));
    Execution float32 = new Execution(Precision.FLOAT32, Device.CPU);
    NoiseModel noise = NoiseModel.of(right.info(), Precision.FLOAT32);
    Lockstep.Outcome outcome =
        Lockstep.compare(
            Lockstep.trace(right, LSTM, float32, epoch -> {}),
            noise,
            Lockstep.trace(wrong, LSTM, float32, epoch -> {}),
            noise,
            LSTM);
    Mismatch divergence = outcome.comparison().divergence().orElseThrow();
    assertEquals(4, divergence.step());
    assertEquals(BIAS_GRADIENT, divergence.tensor().name());
    Element element = divergence.element();
    assertEquals(1e-5, element.expected() - element.actual(), 1e-12);
    assertEquals(1, outcome.comparison().mismatches());
  }

  private static Lockstep.Outcome run(Backend backend) {
    return Lockstep.run(backend, LSTM, new Execution(Precision.FLOAT32, Device.CPU), epoch -> {});
  }

  /** The reference, but for one element of one gradient in some epochs. */
  private record WrongInEpochs(List<Integer> epochs) implements Backend {

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
          StepRecord record = right.step();
          return epochs.contains(record.step())
              ? TamperedStep.add(record, BIAS_GRADIENT, 2, 1e-5)
              : record;
        }

        @Override
        public ModelState state() {
          return right.state();
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
