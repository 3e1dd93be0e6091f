package dev.lockstep.verification;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Backends;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.CaseFiles;
import dev.lockstep.compare.Deviation;
import dev.lockstep.compare.GoldenComparison;
import dev.lockstep.compare.Verdict;
import dev.lockstep.device.Preflight;
import dev.lockstep.tensor.Precision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every implementation reproduces the exam's printed arrays, in both precisions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExamGoldenTest {
  private static final int PRINTED = 70;
  private static final double HALF_A_UNIT = 0.0005;
  private static final double ONE_UNIT = 0.001;

  private List<Judgement> judgements;

  @BeforeAll
  void trainEverythingSideBySide() {
    List<TrainingTask> tasks = new ArrayList<>();
    for (Precision precision : Precision.values()) {
      for (CaseFile caseFile : CaseFiles.read(List.of(Path.of("golden", "exam")))) {
        for (Backend backend : Backends.installed().all()) {
          tasks.add(
              new TrainingTask(
                  caseFile,
                  backend,
                  new Execution(precision, Device.CPU),
                  TrainingTask.Mode.FREE_RUNNING));
        }
      }
    }
    Verification verification =
        new Verification(
            new InProcessRunner(Preflight.ofThisMachine()), 2, ProgressListener.silent());
    judgements =
        verification.run(tasks).stream().flatMap(outcome -> outcome.judgements().stream()).toList();
    assertEquals(16, judgements.size(), "four implementations, two cases, two precisions");
  }

  Stream<Judgement> judgements() {
    return judgements.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("judgements")
  void matchesThePrintedArray(Judgement judgement) {
    GoldenComparison golden = judgement.golden().orElseThrow();
    Deviation largest = golden.softmax().largest().orElseThrow();
    double most = judgement.execution().precision() == Precision.FLOAT64 ? HALF_A_UNIT : ONE_UNIT;
    assertAll(
        () -> assertEquals(Verdict.EQUIVALENT, judgement.verdict(), judgement.reason()),
        () -> assertEquals(PRINTED, golden.softmax().compared()),
        () -> assertEquals(0, golden.softmax().mismatches()),
        () -> assertTrue(largest.difference() <= most, () -> largest + " exceeds " + most),
        () -> assertTrue(judgement.drift().orElseThrow().isComplete()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("judgements")
  void wouldHaveCaughtEveryKnownFault(Judgement judgement) {
    FaultCoverage coverage = judgement.coverage().orElseThrow();
    assertAll(
        () -> assertTrue(coverage.tried() >= 20, () -> "tried only " + coverage.tried()),
        () -> assertEquals(List.of(), coverage.hidden()),
        () -> assertEquals(List.of(), coverage.invisible()));
  }
}
