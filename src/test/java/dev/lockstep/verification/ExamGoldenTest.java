package dev.lockstep.verification;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Backends;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.CaseFiles;
import dev.lockstep.cases.GoldenArray;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Element;
import dev.lockstep.compare.Verdict;
import dev.lockstep.device.Preflight;
import dev.lockstep.golden.GoldenComparison;
import dev.lockstep.model.StepTensors;
import dev.lockstep.report.said.ComparedRows;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

  private final Map<Job, JobResult> float64 = new ConcurrentHashMap<>();
  private final Map<Judgement, TrainingCase> float32 = new IdentityHashMap<>();

  @BeforeAll
  void trainEverythingSideBySide() {
    InProcessRunner runner = new InProcessRunner(Preflight.ofThisMachine());
    jobs(Precision.FLOAT64).parallelStream()
        .forEach(job -> float64.put(job, runner.run(job, epoch -> {})));
    new Verification(runner, 2, ProgressListener.silent())
        .run(
            jobs(Precision.FLOAT32),
            outcome ->
                outcome
                    .judgements()
                    .forEach(each -> float32.put(each, outcome.caseFile().trainingCase())));
    assertEquals(8, float64.size(), "four implementations, two cases");
    assertEquals(8, float32.size(), "four implementations, two cases");
  }

  private static List<Job> jobs(Precision precision) {
    List<Job> jobs = new ArrayList<>();
    for (CaseFile caseFile : CaseFiles.read(List.of(Path.of("golden", "exam"))).cases()) {
      for (Backend backend : Backends.installed().all()) {
        jobs.add(
            new Job(
                caseFile, backend, new Execution(precision, Device.CPU), Job.Mode.FREE_RUNNING));
      }
    }
    return jobs;
  }

  Stream<Job> float64Jobs() {
    return float64.keySet().stream();
  }

  Stream<Judgement> float32Judgements() {
    return float32.keySet().stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("float64Jobs")
  void inFloat64MatchesThePrintedArrayWithinHalfAUnit(Job job) {
    JobResult.Completed completed = assertInstanceOf(JobResult.Completed.class, float64.get(job));
    GoldenArray array = job.caseFile().trainingCase().golden().orElseThrow();
    Tensor softmax = StepTensors.lastSoftmax(completed.steps());
    GoldenComparison golden = GoldenComparison.of(array, softmax, softmax.map(exact -> 0));
    assertAll(
        () -> assertEquals(HALF_A_UNIT, array.halfUnit()),
        () -> assertEquals(PRINTED, golden.softmax().compared()),
        () -> assertEquals(0, golden.softmax().mismatches(), golden.softmax()::toString),
        () -> assertEquals(PRINTED, golden.asPrinted()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("float32Judgements")
  void inFloat32IsEquivalent(Judgement judgement) {
    GoldenComparison golden = judgement.golden().orElseThrow();
    ComparedRows rows = ComparedRows.ofPublished(float32.get(judgement), judgement).orElseThrow();
    Element largest = rows.largest().orElseThrow();
    assertAll(
        () -> assertEquals(Verdict.EQUIVALENT, judgement.verdict(), judgement.reason()),
        () -> assertEquals(PRINTED, golden.softmax().compared()),
        () -> assertTrue(largest.difference() <= ONE_UNIT, largest::toString),
        () -> assertTrue(judgement.drift().orElseThrow().isComplete()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("float32Judgements")
  void wouldHaveCaughtEveryKnownFault(Judgement judgement) {
    FaultCoverage coverage = judgement.coverage().orElseThrow();
    assertAll(
        () -> assertTrue(coverage.tried() >= 20, () -> "tried only " + coverage.tried()),
        () -> assertEquals(List.of(), coverage.hidden()),
        () -> assertEquals(List.of(), coverage.invisible()));
  }
}
