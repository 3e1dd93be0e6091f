package dev.lockstep.report;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.UnsupportedExecutionException;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.GoldenArray;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.Task;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.device.Preflight;
import dev.lockstep.golden.GoldenComparison;
import dev.lockstep.model.StepTensors;
import dev.lockstep.noise.Envelope;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.InProcessRunner;
import dev.lockstep.verification.Job;
import dev.lockstep.verification.ProgressListener;
import dev.lockstep.verification.Verification;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reports of real verifications of small cases. */
public final class Reports {
  /** What the reports say was called. */
  public static final Program PROGRAM = new Program(List.of("java", "-jar", "bin/lockstep-1.jar"));

  /** The row that {@link #WRONG} gets wrong. */
  public static final int WRONG_ROW = 3;

  /** Puts 0.9 into a row of the softmax. */
  public static final Backend WRONG = AmendedBackend.withSoftmax("wrong", WRONG_ROW, 0.9);

  /** Puts NaN into a row of the softmax. */
  public static final Backend NAN = AmendedBackend.withSoftmax("nan", 2, Double.NaN);

  /** Throws in the first epoch. */
  public static final Backend BROKEN =
      AmendedBackend.thatThrows("broken", new IllegalStateException("the <b>engine</b> | stopped"));

  /** Cannot run anything. */
  public static final Backend UNABLE =
      AmendedBackend.thatThrows("unable", new UnsupportedExecutionException("no GPU here"));

  /** Characters that mean something to a terminal, HTML, JavaScript or Markdown. */
  public static final List<String> ODD_CHARACTERS =
      List.of("가", " ", "<", "\"", "&", "|", "\n", "\u0007", "😀", "\u2028", "'");

  /** A text without anything special and a published array. */
  public static final CaseFile PLAIN =
      new CaseFile(Path.of("golden cases/plain.json"), withGolden());

  /** A text of {@link #ODD_CHARACTERS} and no published array. */
  public static final CaseFile ODD =
      new CaseFile(
          Path.of("odd.json"),
          trainingCase(
              "odd",
              "</script><script>alert(1)</script>",
              new Task(String.join("", ODD_CHARACTERS), 3, ODD_CHARACTERS),
              Optional.empty()));

  /** Every kind of failure beside the reference, on both cases, with lockstep. */
  public static final Report MIXED =
      of(
          Job.Mode.WITH_LOCKSTEP,
          List.of(PLAIN, ODD),
          List.of(new ReferenceBackend(), WRONG, NAN, BROKEN, UNABLE));

  /** The reference alone on the plain case. */
  public static final Report PASSING =
      of(Job.Mode.FREE_RUNNING, List.of(PLAIN), List.of(new ReferenceBackend()));

  private Reports() {}

  /** The report of a verification on the processor in float32. */
  public static Report of(Job.Mode mode, List<CaseFile> caseFiles, List<Backend> backends) {
    Execution execution = new Execution(Precision.FLOAT32, Device.CPU);
    List<Job> jobs =
        caseFiles.stream()
            .flatMap(
                caseFile ->
                    backends.stream().map(backend -> new Job(caseFile, backend, execution, mode)))
            .toList();
    List<CaseOutcome> outcomes = new ArrayList<>();
    new Verification(new InProcessRunner(Preflight.ofThisMachine()), 1, ProgressListener.silent())
        .run(jobs, outcomes::add);
    return withOutcomes(outcomes);
  }

  /** A report with fixed circumstances. */
  public static Report withOutcomes(List<CaseOutcome> outcomes) {
    return new Report(
        new Run(
            new Circumstances(
                "1.2.3",
                Instant.parse("2026-01-02T03:04:05Z"),
                new MachineFacts("Linux 6", "amd64", "JVM 17", 2),
                PROGRAM,
                List.of("verify", "golden cases/plain.json"),
                1234.5),
            Precision.FLOAT32),
        outcomes);
  }

  private static TrainingCase withGolden() {
    Task task = new Task("abcab", 3, List.of("a", "b", "c"));
    TrainingCase bare = trainingCase("plain", "the reference itself", task, Optional.empty());
    Tensor softmax =
        StepTensors.lastSoftmax(Envelope.exactTraining(bare, Variant.correct(), Precision.FLOAT64));
    Tensor printed =
        GoldenComparison.rows(softmax, 0, 6).map(value -> Math.rint(value * 1000) / 1000);
    return trainingCase(
        "plain", "the reference itself", task, Optional.of(new GoldenArray(0, 3, printed)));
  }

  private static TrainingCase trainingCase(
      String name, String source, Task task, Optional<GoldenArray> golden) {
    return new TrainingCase(
        name, source, task, CellKind.LSTM, 3, -5, 4, new OptimizerSpec.Sgd(0.5), golden);
  }
}
