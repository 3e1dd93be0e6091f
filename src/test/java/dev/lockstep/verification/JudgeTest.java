package dev.lockstep.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import dev.lockstep.noise.Envelope;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.tensor.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final TrainingCase CASE =
      ExampleCases.of(CellKind.GRU, 3, "abacbcddbaacb", "abcd", new OptimizerSpec.Adam(0.1), 4);
  private static final Part<Envelope> ENVELOPE =
      new Part.Made<>(Envelope.of(CASE, new NoiseModel(Precision.FLOAT32, 1), 1));
  private static final Part<FaultCoverage> COVERAGE =
      new Part.Made<>(new FaultCoverage(List.of(), List.of("a-fault"), List.of(), List.of()));
  private static final Part<FaultCoverage> NO_COVERAGE = new Part.Missing<>("out of memory");
  private static final Job RIGHT = job(new ReferenceBackend());
  private static final Job WRONG =
      job(new FaultBackend(FaultCatalogue.named("loss-summed").orElseThrow()));

  @Test
  void aRightImplementationIsEquivalentAndIsNotExplained() {
    Judgement judgement = Judge.judge(RIGHT, result(RIGHT), ENVELOPE, COVERAGE);
    assertEquals(Conclusion.EQUIVALENT, judgement.conclusion());
    assertEquals(Optional.empty(), judgement.diagnosis());
  }

  @Test
  void aWrongOneIsDivergentAndExplained() {
    Judgement judgement = Judge.judge(WRONG, result(WRONG), ENVELOPE, COVERAGE);
    assertEquals(Verdict.DIVERGENT, judgement.verdict());
    assertEquals(
        List.of("loss-summed"),
        judgement.diagnosis().orElseThrow().matches().stream().map(Candidate::id).toList());
  }

  @Test
  void whatFailedIsAnErrorWithItsReason() {
    Judgement judgement =
        Judge.judge(RIGHT, new JobResult.Failed("no engine", List.of()), ENVELOPE, COVERAGE);
    assertEquals("ERROR: no engine", judgement.conclusion().toString());
  }

  @Test
  void whatCannotRunIsUnsupportedWithItsReason() {
    Judgement judgement =
        Judge.judge(RIGHT, new JobResult.Unsupported("no GPU"), ENVELOPE, COVERAGE);
    assertEquals("UNSUPPORTED: no GPU", judgement.conclusion().toString());
  }

  @Test
  void withoutANoiseFloorNothingCanBeSaid() {
    Judgement judgement =
        Judge.judge(WRONG, result(WRONG), new Part.Missing<>("out of memory"), COVERAGE);
    assertEquals(
        "ERROR: no noise floor could be derived: out of memory", judgement.conclusion().toString());
  }

  @Test
  void whereNoFaultCouldBeTriedOnlyADivergenceStands() {
    assertEquals(
        Verdict.DIVERGENT, Judge.judge(WRONG, result(WRONG), ENVELOPE, NO_COVERAGE).verdict());
    assertEquals(
        "ERROR: the known faults could not be tried: out of memory",
        Judge.judge(RIGHT, result(RIGHT), ENVELOPE, NO_COVERAGE).conclusion().toString());
  }

  @Test
  void aTrainingThatEndedEarlyIsAnError() {
    JobResult.Completed whole = (JobResult.Completed) result(RIGHT);
    JobResult half =
        new JobResult.Completed(whole.steps().subList(0, 1), Optional.empty(), Optional.empty(), 1);
    assertEquals(
        "ERROR: reached 1 of 4 epochs, so the trainings cannot be compared",
        Judge.judge(RIGHT, half, ENVELOPE, COVERAGE).conclusion().toString());
  }

  private static JobResult result(Job job) {
    return new InProcessRunner(Preflight.ofThisMachine()).run(job, epoch -> {});
  }

  private static Job job(Backend backend) {
    return new Job(
        new CaseFile(Path.of("case.json"), CASE),
        backend,
        new Execution(Precision.FLOAT32, Device.CPU),
        Job.Mode.FREE_RUNNING);
  }
}
