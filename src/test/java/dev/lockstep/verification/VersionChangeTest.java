package dev.lockstep.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.OtherVersion;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Verdict;
import dev.lockstep.device.Preflight;
import dev.lockstep.report.said.CaseFacts;
import dev.lockstep.tensor.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of another version that changes something. */
class VersionChangeTest {
  private static final Backend IN_FORCE = new ReferenceBackend();
  private static final Backend OTHER =
      new OtherVersion(IN_FORCE, "2", "Java 2", List.of("--with", "java=2"), List.of());
  private static final InProcessRunner RUNNER = new InProcessRunner(Preflight.ofThisMachine());

  /**
   * The other version rounds each result as float64 does, where the one in force does as float32.
   */
  @Test
  void roundingThatChangesIsToldAsAShareOfWhatItMay() {
    CaseOutcome outcome = outcome(job -> with(job, caseOf(0.1), Precision.FLOAT64));
    VersionChange change = outcome.changes().get(0);
    assertEquals("reference", change.inForce());
    assertEquals("reference@2", change.other());
    assertTrue(change.differing() > 50, change::toString);
    assertTrue(change.differing() <= change.numbers(), change::toString);
    assertEquals(1, change.first().orElseThrow().step());
    assertEquals(0, change.against().mismatches());
    assertTrue(change.against().maxExcess() > 0 && change.against().maxExcess() < 1);
    String said = CaseFacts.changes(outcome).get(0).lines().get(0);
    assertTrue(
        said.matches(
            "reference@2 differs from reference in \\d+ of \\d+ numbers, first at step 1, .*; by"
                + " 0\\.\\d+× of what rounding allows between two trainings"),
        said);
  }

  /** The other version takes steps of another size. */
  @Test
  void aChangeBeyondRoundingIsToldFromWhereOn() {
    CaseOutcome outcome = outcome(job -> with(job, caseOf(0.11), Precision.FLOAT32));
    VersionChange change = outcome.changes().get(0);
    assertTrue(change.against().mismatches() > 0);
    assertEquals(Verdict.EQUIVALENT, outcome.judgements().get(0).verdict());
    assertEquals(Verdict.DIVERGENT, outcome.judgements().get(1).verdict());
    String said = CaseFacts.changes(outcome).get(0).lines().get(0);
    assertTrue(said.contains(", beyond it from step 1, parameter/"), said);
  }

  @Test
  void whatFailsChangesNothing() {
    CaseOutcome outcome = outcome(job -> new JobResult.Failed("no such method", List.of()));
    assertEquals(List.of(), outcome.changes());
    assertEquals(Verdict.ERROR, outcome.judgements().get(1).verdict());
  }

  @Test
  void theCommandThatRepeatsARowAsksForTheOtherVersion() {
    CaseOutcome outcome = outcome(job -> with(job, caseOf(0.1), Precision.FLOAT32));
    assertEquals(
        List.of("--backend", "reference", "--with", "java=2"),
        outcome.judgements().get(1).choice());
  }

  private interface OtherRun {
    JobResult of(Job job);
  }

  private static JobResult with(Job job, TrainingCase trainingCase, Precision precision) {
    return RUNNER.run(
        new Job(
            new CaseFile(job.caseFile().path(), trainingCase),
            IN_FORCE,
            new Execution(precision, Device.CPU),
            job.mode()),
        epoch -> {});
  }

  private static CaseOutcome outcome(OtherRun other) {
    CaseFile caseFile = new CaseFile(Path.of("case.json"), caseOf(0.1));
    Execution execution = new Execution(Precision.FLOAT32, Device.CPU);
    List<Job> jobs =
        List.of(
            new Job(caseFile, IN_FORCE, execution, Job.Mode.FREE_RUNNING),
            new Job(caseFile, OTHER, execution, Job.Mode.FREE_RUNNING));
    JobRunner runner =
        (job, listener) ->
            job.backend() instanceof OtherVersion ? other.of(job) : RUNNER.run(job, listener);
    List<CaseOutcome> outcomes = new ArrayList<>();
    new Verification(runner, 1, ProgressListener.silent()).run(jobs, outcomes::add);
    return outcomes.get(0);
  }

  private static TrainingCase caseOf(double rate) {
    return ExampleCases.of(CellKind.GRU, 4, "abcabcab", "abc", new OptimizerSpec.Adam(rate), 5);
  }
}
