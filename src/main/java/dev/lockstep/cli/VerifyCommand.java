package dev.lockstep.cli;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Backends;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.device.Preflight;
import dev.lockstep.report.Circumstances;
import dev.lockstep.report.Program;
import dev.lockstep.report.Run;
import dev.lockstep.report.console.GithubAnnotations;
import dev.lockstep.report.directory.ReportClaim;
import dev.lockstep.report.directory.ReportFiles;
import dev.lockstep.report.json.Baseline;
import dev.lockstep.verification.CaseRecordings;
import dev.lockstep.verification.Job;
import dev.lockstep.verification.Verification;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains cases with several implementations and tells whether they come to the same numbers. */
@Command(
    name = "verify",
    description = "Train cases with every implementation and compare what they come to.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every implementation is equivalent on every case",
      "1:some implementation diverges",
      "2:bad usage or bad input; nothing was trained",
      "3:anything else: an implementation failed or is unsupported, or a case is inconclusive"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lockstep verify",
      "  lockstep verify golden/exam/exam-rnn.json --backend nd4j --lockstep",
      "  lockstep verify my-cases --report target/report --baseline old/report.json",
      "  lockstep verify --with djl=0.36.0"
    })
public final class VerifyCommand implements Callable<Integer> {
  private final Supplier<Backends> installed;
  private final Optional<GithubAnnotations> annotations;

  @Spec private CommandSpec spec;

  @Mixin private Verbosity verbosity;

  @Parameters(
      arity = "0..*",
      paramLabel = "FILE|DIR",
      description = "Case files, or directories of them (default: golden).")
  private List<Path> paths = List.of();

  @Option(
      names = "--backend",
      split = ",",
      paramLabel = "NAME",
      description = "The implementations (default: all).")
  private List<String> names;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Where the report is written (default: ${DEFAULT-VALUE}).")
  private Path report = Path.of("lockstep-report");

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many trainings run side by side (default: one for each processor).")
  private int atOnce = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--lockstep",
      description = "Also compare every epoch's work from the reference's state.")
  private boolean lockstep;

  @Mixin private BaselineOption baseline;

  @Option(
      names = "--record",
      paramLabel = "DIR",
      description = {
        "Also write every training as a recording, to be compared and explained again: the"
            + " reference's, DIR/CASE/reference, and each implementation's, DIR/CASE/NAME, with"
            + " --lockstep also in DIR/CASE/lockstep.",
        "DIR must be missing or empty."
      })
  private Path record;

  @Mixin private BackendPath backendPath;

  @Mixin private OtherVersionOption otherVersions;

  @Mixin private RunnerOptions runner;

  @Mixin private ExecutionOptions execution;

  /** All installed implementations; verdicts are shown to GitHub where it runs the command. */
  public VerifyCommand() {
    this(Backends::installed, "true".equals(System.getenv("GITHUB_ACTIONS")));
  }

  /**
   * The command with other implementations.
   *
   * @param installed asked for only when the command runs
   * @param annotates whether lines are printed by which GitHub shows verdicts beside case files
   */
  VerifyCommand(Supplier<Backends> installed, boolean annotates) {
    this.installed = installed;
    this.annotations = annotates ? Optional.of(new GithubAnnotations()) : Optional.empty();
  }

  @Override
  public Integer call() {
    runner.check();
    if (atOnce < 1) {
      throw new BadInputException("--jobs: found " + atOnce + "; allowed: 1 or more");
    }
    BaselineOption.Later later = baseline.read(Baseline.Source.VERIFICATION);
    if (otherVersions.isGiven()) {
      runner.requireWorkers(OtherVersionOption.NAME);
    }
    try (OtherVersionOption.Added backends = otherVersions.addedTo(backends())) {
      return verified(backends.all(), later);
    }
  }

  private int verified(List<Backend> backends, BaselineOption.Later later) {
    Preflight preflight = Preflight.ofThisMachine();
    List<Job> jobs = new ArrayList<>();
    Job.Mode mode = mode();
    for (CaseFile caseFile : CaseArguments.read(paths, Output.ofErrors(spec.commandLine()))) {
      for (Backend backend : backends) {
        jobs.add(new Job(caseFile, backend, execution.execution(backend, preflight), mode));
      }
    }
    Optional<CaseRecordings> recordings =
        Optional.ofNullable(record).map(RecordingDirectory::claimed).map(CaseRecordings::new);
    Program program = Program.running(Main.class);
    try (ReportClaim claim = RunnerOptions.claimReport(report);
        ReportFiles files = new ReportFiles(program, claim.directory())) {
      Instant began = Instant.now();
      verify(jobs, preflight, files, recordings);
      int status =
          publish(
              files,
              later,
              new Run(
                  Circumstances.of(
                      began, program, spec.commandLine().getParseResult().originalArgs()),
                  execution.precision()));
      return recordings.map(all -> told(all, status)).orElse(status);
    }
  }

  private Job.Mode mode() {
    if (!lockstep) {
      return Job.Mode.FREE_RUNNING;
    }
    return record == null ? Job.Mode.WITH_LOCKSTEP : Job.Mode.RECORDED;
  }

  private void verify(
      List<Job> jobs, Preflight preflight, ReportFiles files, Optional<CaseRecordings> recordings) {
    try (JobProgress progress = verbosity.progress(jobs)) {
      runner.with(
          preflight,
          backendPath.files(),
          report,
          runner -> {
            new Verification(runner, atOnce, progress)
                .run(
                    jobs,
                    outcome -> {
                      recordings.ifPresent(all -> all.add(outcome));
                      files.add(outcome);
                      annotations.ifPresent(all -> all.add(outcome));
                    });
            return files;
          });
    }
  }

  /** Prints first, so that nothing is lost if the files cannot be written. */
  private int publish(ReportFiles files, BaselineOption.Later later, Run run) {
    Output out = Output.of(spec.commandLine());
    out.lines(files.text(run));
    Path page = files.write(run);
    out.line("Report: " + page);
    later.warn(page);
    annotations.ifPresent(all -> all.lines().forEach(out::line));
    return files.exitStatus().code();
  }

  private int told(CaseRecordings recordings, int status) {
    if (recordings.failure().isPresent()) {
      Output.ofErrors(spec.commandLine())
          .line("lockstep: --record: not all is written: " + recordings.failure().get());
      return Failures.FAILED;
    }
    Output.of(spec.commandLine()).line("Recordings: " + record);
    return status;
  }

  private List<Backend> backends() {
    Backends all = backendPath.added(installed);
    if (names == null) {
      return all.all();
    }
    if (names.isEmpty()) {
      throw new BadInputException(
          "--backend: found no name; allowed: " + String.join(", ", all.names()));
    }
    return names.stream()
        .distinct()
        .map(name -> ExecutionOptions.backend(all, "--backend", name))
        .toList();
  }
}
