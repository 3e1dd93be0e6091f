package dev.lockstep.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Verdict;
import dev.lockstep.device.Preflight;
import dev.lockstep.diagnosis.Candidate;
import dev.lockstep.fault.FaultBackend;
import dev.lockstep.fault.FaultCatalogue;
import dev.lockstep.fault.SurvivingStateBackend;
import dev.lockstep.recording.Kind;
import dev.lockstep.tensor.Precision;
import dev.lockstep.training.Lockstep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocatorTest {
  private static final TrainingCase SMALL =
      ExampleCases.of(CellKind.LSTM, 3, "abacbcddbaacb", "abcd", new OptimizerSpec.Adam(0.1), 4);

  /** Steps so large that rounding decides after three epochs which way it goes. */
  private static final TrainingCase CHAOTIC =
      ExampleCases.of(
          CellKind.LSTM, 3, "abcabbcab".repeat(3), "abcd", new OptimizerSpec.Sgd(1e5), 12);

  private static final Backend WRONG =
      new FaultBackend(FaultCatalogue.named("loss-summed").orElseThrow());

  @Test
  void aRightImplementationIsEquivalentAndHasNoCause() {
    Location location = locate(SMALL, new ReferenceBackend());
    assertEquals(Conclusion.EQUIVALENT, location.conclusion());
    assertEquals(Optional.empty(), location.first());
    assertEquals(Optional.empty(), location.diagnosis());
  }

  @Test
  void aWrongOneIsDivergentWhereItFirstParts() {
    Location location = locate(SMALL, WRONG);
    assertEquals(Verdict.DIVERGENT, location.conclusion().verdict());
    assertEquals(Kind.LOSS, location.first().orElseThrow().tensor().name().kind());
    assertEquals(List.of("loss-summed"), causes(location));
  }

  @Test
  void twoThatAreWrongInTheSameWayDoNotPart() {
    Location location = locate(SMALL, WRONG, new FaultBackend(((FaultBackend) WRONG).fault()));
    assertEquals(Verdict.EQUIVALENT, location.conclusion().verdict());
  }

  @Test
  void aComparisonThatEndsEarlyIsInconclusiveAsItIsInAVerification() {
    Location location = locate(CHAOTIC, new ReferenceBackend());
    assertTrue(!location.drift().isComplete(), () -> location.drift().steps().size() + " epochs");
    assertEquals(Optional.empty(), location.first());
    assertEquals(verify(CHAOTIC, new ReferenceBackend()), location.conclusion());
    assertEquals(3, location.conclusion().exitStatus().code());
  }

  @Test
  void aTrainingThatMovesNothingIsAnErrorAsItIsInAVerification() {
    TrainingCase still =
        ExampleCases.of(CellKind.RNN, 3, "abacb", "abc", new OptimizerSpec.Sgd(1e-300), 3);
    Location location = locate(still, new ReferenceBackend());
    assertEquals(Verdict.ERROR, location.conclusion().verdict());
    assertEquals(verify(still, new ReferenceBackend()), location.conclusion());
  }

  @Test
  void aTrainingThatEndedEarlyIsAnError() {
    Job job = job(SMALL, new ReferenceBackend());
    JobResult.Completed whole = completed(job);
    JobResult.Completed half =
        new JobResult.Completed(
            whole.steps().subList(0, 2), whole.lockstep(), whole.trace(), whole.seconds());
    assertEquals(
        "ERROR: reached 2 of 4 epochs, so the trainings cannot be compared",
        Locator.locate(job, half).conclusion().toString());
  }

  @Test
  void lockstepThatEndedEarlyIsInconclusive() {
    Job job = job(SMALL, new ReferenceBackend());
    JobResult.Completed whole = completed(job);
    Lockstep.Trace trace = whole.trace().orElseThrow();
    JobResult.Completed half =
        new JobResult.Completed(
            whole.steps(),
            whole.lockstep(),
            Optional.of(new Lockstep.Trace(trace.opened(), trace.steps().subList(0, 1))),
            whole.seconds());
    assertEquals(
        "INCONCLUSIVE: rounding alone decides what one epoch gives after 1 of 4 epochs, so that the"
            + " rest cannot be compared",
        Locator.locate(job, half).conclusion().toString());
  }

  @Test
  void aStateThatSurvivesLoadingIsNamedFromTheWholeTraining() {
    Location location = locate(SMALL, new SurvivingStateBackend());
    assertEquals(Verdict.DIVERGENT, location.conclusion().verdict());
    assertTrue(location.lockstep().mismatches() > 0);
    assertEquals(List.of("state-carried-over"), causes(location));
  }

  private static List<String> causes(Location location) {
    return location.diagnosis().orElseThrow().matches().stream().map(Candidate::id).toList();
  }

  private static Conclusion verify(TrainingCase trainingCase, Backend backend) {
    List<CaseOutcome> outcomes = new ArrayList<>();
    new Verification(new InProcessRunner(Preflight.ofThisMachine()), 1, ProgressListener.silent())
        .run(List.of(job(trainingCase, backend)), outcomes::add);
    return outcomes.get(0).judgements().get(0).conclusion();
  }

  private static Location locate(TrainingCase trainingCase, Backend backend) {
    Job job = job(trainingCase, backend);
    return Locator.locate(job, completed(job));
  }

  private static Location locate(TrainingCase trainingCase, Backend backend, Backend against) {
    Job job = job(trainingCase, backend);
    Job other = job(trainingCase, against);
    return Locator.locate(job, completed(job), other, completed(other));
  }

  private static JobResult.Completed completed(Job job) {
    return (JobResult.Completed)
        new InProcessRunner(Preflight.ofThisMachine()).run(job, epoch -> {});
  }

  private static Job job(TrainingCase trainingCase, Backend backend) {
    return new Job(
        new CaseFile(Path.of("case.json"), trainingCase),
        backend,
        new Execution(Precision.FLOAT32, Device.CPU),
        Job.Mode.RECORDED);
  }
}
