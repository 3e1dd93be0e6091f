package dev.lockstep.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.fault.Fault;
import dev.lockstep.fault.FaultBackend;
import dev.lockstep.fault.FaultCatalogue;
import dev.lockstep.fault.SurvivingStateBackend;
import dev.lockstep.fault.Visibility;
import dev.lockstep.model.StepTensors;
import dev.lockstep.model.TamperedStep;
import dev.lockstep.noise.Envelope;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import dev.lockstep.training.Lockstep;
import dev.lockstep.training.Trainer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiagnosticianTest {
  private static final Execution FLOAT32 = new Execution(Precision.FLOAT32, Device.CPU);
  private static final NoiseModel NOISE = new NoiseModel(Precision.FLOAT32, 1);

  static List<Fault> faults() {
    return FaultCatalogue.EVERYDAY.faults();
  }

  static Stream<Fault> faultsThatOneEpochShows() {
    return FaultCatalogue.EVERYDAY.faults().stream()
        .filter(fault -> fault.visibility() == Visibility.ONE_EPOCH);
  }

  @ParameterizedTest
  @MethodSource("faultsThatOneEpochShows")
  void aFaultIsNamedInLockstep(Fault fault) {
    TrainingCase trainingCase = caseOf(fault);
    Lockstep.Outcome outcome =
        Lockstep.run(new FaultBackend(fault), trainingCase, FLOAT32, epoch -> {});
    assertFalse(outcome.divergent().isEmpty());
    assertNamed(fault, Diagnostician.ofSteps(trainingCase, outcome.divergent(), NOISE));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultIsNamedInAFreeRunningTraining(Fault fault) {
    TrainingCase trainingCase = caseOf(fault);
    List<StepRecord> wrong =
        Trainer.train(new FaultBackend(fault), trainingCase, FLOAT32, epoch -> {});
    Envelope envelope = Envelope.of(trainingCase, NOISE, 1);
    assertNamed(fault, Diagnostician.ofTraining(trainingCase, wrong, envelope));
  }

  private static void assertNamed(Fault fault, Diagnosis diagnosis) {
    assertTrue(diagnosis.ownExcess() > 1, diagnosis::toString);
    assertEquals(
        fault.id(),
        diagnosis.matches().stream().findFirst().map(Candidate::id).orElse("none"),
        diagnosis::toString);
    assertTrue(diagnosis.sentence().contains(" if " + fault.sentence()), diagnosis::sentence);
  }

  /** The first case of some that the fault changes; large steps make large gradients to clip. */
  private static TrainingCase caseOf(Fault fault) {
    return Stream.of(0.1, 5.0)
        .flatMap(rate -> Stream.of(new OptimizerSpec.Adam(rate), new OptimizerSpec.Sgd(rate)))
        .flatMap(
            optimizer ->
                Stream.of(CellKind.LSTM, CellKind.GRU, CellKind.RNN, CellKind.RNN_RELU)
                    .map(cell -> ExampleCases.of(cell, 3, "abacbcddbaacb", "abxcd", optimizer, 4)))
        .filter(fault::appliesTo)
        .filter(trainingCase -> changes(fault, trainingCase))
        .findFirst()
        .orElseThrow();
  }

  private static boolean changes(Fault fault, TrainingCase trainingCase) {
    return !Envelope.exactTraining(trainingCase, fault.variant(), Precision.FLOAT32)
        .equals(Envelope.exactTraining(trainingCase, Variant.correct(), Precision.FLOAT32));
  }

  /** With weights as large as here relu leaves float32's range, which tanh does not. */
  @Test
  void aFaultWithoutBoundsOfItsOwnMatchesNothing() {
    TrainingCase trainingCase =
        ExampleCases.of(
            CellKind.RNN, 3, "abcabbcab".repeat(3), "abc", new OptimizerSpec.Sgd(1e5), 3);
    List<Lockstep.Step> wrong =
        Lockstep.trace(new ReferenceBackend(), trainingCase, FLOAT32, epoch -> {}).steps().stream()
            .skip(1)
            .map(DiagnosticianTest::withLossOneTooHigh)
            .toList();
    Diagnosis diagnosis = Diagnostician.ofSteps(trainingCase, wrong, NOISE);
    assertTrue(diagnosis.ownExcess() > 1, diagnosis::toString);
    assertEquals(List.of(), diagnosis.matches());
    Candidate relu =
        diagnosis.candidates().stream()
            .filter(candidate -> candidate.id().equals("rnn-relu-for-tanh"))
            .findFirst()
            .orElseThrow();
    assertEquals(Double.POSITIVE_INFINITY, relu.excess());
  }

  private static Lockstep.Step withLossOneTooHigh(Lockstep.Step step) {
    return new Lockstep.Step(step.start(), TamperedStep.add(step.record(), StepTensors.LOSS, 0, 1));
  }

  /** In lockstep it is in no epoch that is taken by itself, and in the training it is. */
  @Test
  void aStateThatSurvivesLoadingIsNamedWhereItShows() {
    TrainingCase trainingCase =
        ExampleCases.of(CellKind.GRU, 3, "abcabb", "abc", new OptimizerSpec.Adam(0.1), 3);
    Backend backend = new SurvivingStateBackend();
    List<StepRecord> wrong = Trainer.train(backend, trainingCase, FLOAT32, epoch -> {});
    Lockstep.Outcome outcome = Lockstep.run(backend, trainingCase, FLOAT32, epoch -> {});
    assertFalse(outcome.divergent().isEmpty());
    Diagnosis diagnosis =
        Diagnostician.of(
            trainingCase, outcome.divergent(), wrong, Envelope.of(trainingCase, NOISE, 1));
    assertNamed(FaultCatalogue.named("state-carried-over").orElseThrow(), diagnosis);
    assertEquals("the whole training", diagnosis.evidence());
  }

  /** Held to the reference's bounds, eight others come nearer than the right one. */
  @Test
  void productsInTf32AreNamedAfterManyEpochsToo() {
    Fault tf32 = FaultCatalogue.named("products-tf32").orElseThrow();
    TrainingCase trainingCase =
        ExampleCases.of(
            CellKind.RNN_RELU,
            8,
            "hi?hello!!".repeat(30),
            "!?hielo",
            new OptimizerSpec.Adam(0.1),
            40);
    List<StepRecord> wrong =
        Trainer.train(new FaultBackend(tf32), trainingCase, FLOAT32, epoch -> {});
    Diagnosis diagnosis =
        Diagnostician.ofTraining(trainingCase, wrong, Envelope.of(trainingCase, NOISE, 1));
    assertNamed(tf32, diagnosis);
    assertEquals("3 epochs from the state that the training was in", diagnosis.evidence());
  }

  /** In the end it lies as far from its own exact training as another fault's would. */
  @Test
  void aFaultThatWhatIsRememberedMakesIsNamedInALongTrainingToo() {
    Fault accumulated = FaultCatalogue.named("gradients-accumulated").orElseThrow();
    TrainingCase trainingCase =
        ExampleCases.of(
            CellKind.LSTM, 4, "hi?hello!!".repeat(5), "!?hielo", new OptimizerSpec.Adam(0.1), 120);
    List<StepRecord> wrong =
        Trainer.train(new FaultBackend(accumulated), trainingCase, FLOAT32, epoch -> {});
    Diagnosis diagnosis =
        Diagnostician.ofTraining(trainingCase, wrong, Envelope.of(trainingCase, NOISE, 1));
    assertNamed(accumulated, diagnosis);
  }

  @Test
  void nothingIsNamedWhereTheCasesOwnRulesMatchToo() {
    TrainingCase trainingCase =
        ExampleCases.of(CellKind.GRU, 3, "abcabb", "abc", new OptimizerSpec.Adam(0.1), 3);
    List<StepRecord> right =
        Trainer.train(new ReferenceBackend(), trainingCase, FLOAT32, epoch -> {});
    Diagnosis diagnosis =
        Diagnostician.ofTraining(trainingCase, right, Envelope.of(trainingCase, NOISE, 1));
    assertTrue(diagnosis.ownExcess() <= 1);
    assertEquals(List.of(), diagnosis.matches());
  }

  @Test
  void aTrainingThatWentToNanIsExplainedByNothing() {
    TrainingCase trainingCase =
        ExampleCases.of(CellKind.RNN, 3, "abcabb", "abc", new OptimizerSpec.Sgd(0.1), 3);
    TrainingCase explosive =
        ExampleCases.of(CellKind.RNN_RELU, 3, "abcabb", "abc", new OptimizerSpec.Sgd(1e30), 3);
    List<StepRecord> nan = Trainer.train(new ReferenceBackend(), explosive, FLOAT32, epoch -> {});
    assertTrue(Double.isNaN(StepTensors.loss(nan.get(nan.size() - 1))));
    Diagnosis diagnosis =
        Diagnostician.ofTraining(trainingCase, nan, Envelope.of(trainingCase, NOISE, 1));
    assertEquals(List.of(), diagnosis.matches());
    assertTrue(diagnosis.sentence().startsWith("none of the "), diagnosis::sentence);
  }
}
