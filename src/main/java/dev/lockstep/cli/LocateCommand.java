package dev.lockstep.cli;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Backends;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.device.Preflight;
import dev.lockstep.report.Program;
import dev.lockstep.report.console.LocationText;
import dev.lockstep.report.directory.ReportClaim;
import dev.lockstep.report.directory.ReportDirectory;
import dev.lockstep.tensor.Precision;
import dev.lockstep.verification.Job;
import dev.lockstep.verification.JobResult;
import dev.lockstep.verification.Location;
import dev.lockstep.verification.Locator;
import dev.lockstep.verification.MemoryNeed;
import java.nio.file.Path;
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

/** Finds where an implementation first parts from the reference or from another implementation. */
@Command(
    name = "locate",
    description = "Find the first divergence of an implementation: epoch, stage, tensor, element.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:no divergence, and everything was compared",
      "1:a divergence was found",
      "2:bad usage or bad input; nothing was trained",
      "3:anything else: an implementation failed or is unsupported, or what was compared tells nothing"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lockstep locate golden/exam/exam-lstm.json --backend nd4j",
      "  lockstep locate my.json --backend nd4j --against djl-sequence"
    })
public final class LocateCommand implements Callable<Integer> {
  private final Supplier<Backends> installed;

  @Spec private CommandSpec spec;

  @Mixin private Verbosity verbosity;

  @Parameters(paramLabel = "CASE", description = "The case file.")
  private Path path;

  @Option(
      names = "--backend",
      required = true,
      paramLabel = "NAME",
      description = "The implementation in question.")
  private String name;

  @Option(
      names = "--against",
      paramLabel = "NAME",
      description = "The implementation to compare with (default: the float64 reference).")
  private String against;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Where the report is written (default: ${DEFAULT-VALUE}).")
  private Path report = Path.of("lockstep-report");

  @Mixin private BackendPath backendPath;

  @Mixin private RunnerOptions runner;

  @Mixin private ExecutionOptions options;

  /** All installed implementations. */
  public LocateCommand() {
    this(Backends::installed);
  }

  /**
   * The command with other implementations.
   *
   * @param installed asked for only when the command runs
   */
  LocateCommand(Supplier<Backends> installed) {
    this.installed = installed;
  }

  @Override
  public Integer call() {
    runner.check();
    Backends all = backendPath.added(installed);
    CaseFile caseFile = CaseArguments.readOne(path, Output.ofErrors(spec.commandLine()));
    Preflight preflight = Preflight.ofThisMachine();
    List<Job> jobs = new ArrayList<>();
    jobs.add(job(caseFile, ExecutionOptions.backend(all, "--backend", name), preflight));
    if (against != null) {
      jobs.add(job(caseFile, ExecutionOptions.backend(all, "--against", against), preflight));
    }
    refuseWhatCannotFail(jobs);
    Optional<String> tooLarge = MemoryNeed.of(jobs).refusal(Runtime.getRuntime().maxMemory());
    if (tooLarge.isPresent()) {
      Output.ofErrors(spec.commandLine()).line(caseFile.path() + ": " + tooLarge.get());
      return Failures.FAILED;
    }
    try (ReportClaim claim = RunnerOptions.claimReport(report)) {
      List<JobResult> results = results(jobs, preflight);
      for (int i = 0; i < jobs.size(); i++) {
        Optional<String> obstacle = obstacle(results.get(i));
        if (obstacle.isPresent()) {
          Output.ofErrors(spec.commandLine()).line(jobs.get(i) + ": " + obstacle.get());
          return Failures.FAILED;
        }
      }
      return publish(
          claim.directory(),
          location(jobs, results.stream().flatMap(result -> result.completed().stream()).toList()));
    }
  }

  /** A training that is compared with itself parts from nothing. */
  private void refuseWhatCannotFail(List<Job> jobs) {
    boolean isTheReferenceItself =
        name.equals(ReferenceBackend.NAME)
            && jobs.get(0).execution().precision() == Precision.FLOAT64;
    String allowed = "; allowed: two implementations, as one does not part from itself";
    if (name.equals(against)) {
      throw new BadInputException("--backend, --against: found '" + name + "' for both" + allowed);
    }
    if (against == null && isTheReferenceItself) {
      throw new BadInputException(
          "--backend: found '"
              + name
              + "' in float64, which is what it is compared with"
              + allowed);
    }
  }

  private Job job(CaseFile caseFile, Backend backend, Preflight preflight) {
    return new Job(caseFile, backend, options.execution(backend, preflight), Job.Mode.RECORDED);
  }

  private List<JobResult> results(List<Job> jobs, Preflight preflight) {
    return runner.results(jobs, preflight, backendPath.files(), report, verbosity);
  }

  private static Location location(List<Job> jobs, List<JobResult.Completed> results) {
    return jobs.size() == 1
        ? Locator.locate(jobs.get(0), results.get(0))
        : Locator.locate(jobs.get(0), results.get(0), jobs.get(1), results.get(1));
  }

  private static Optional<String> obstacle(JobResult result) {
    return result.map(
        completed -> Optional.empty(),
        unsupported -> Optional.of(unsupported.reason()),
        failed -> Optional.of(failed.reason()));
  }

  private int publish(Path directory, Location location) {
    Output out = Output.of(spec.commandLine());
    Program program = Program.running(Main.class);
    out.lines(LocationText.of(program, location));
    out.line("Report: " + ReportDirectory.write(program, location, directory));
    return location.conclusion().exitStatus().code();
  }
}
