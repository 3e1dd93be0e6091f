package dev.lockstep.cli;

import dev.lockstep.device.Preflight;
import dev.lockstep.report.ReportDirectory;
import dev.lockstep.report.UnwritableReportException;
import dev.lockstep.verification.InProcessRunner;
import dev.lockstep.verification.JobRunner;
import dev.lockstep.worker.WorkerRunner;
import dev.lockstep.worker.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options that say in which process implementations train. */
final class RunnerOptions {
  @Option(
      names = "--in-process",
      description = "Train in this process and not in a worker process for each implementation.")
  private boolean inProcess;

  @Option(
      names = "--stall-limit",
      paramLabel = "SECONDS",
      description = {
        "How long a worker may go without ending an epoch before it is killed",
        "(default: ${DEFAULT-VALUE})."
      })
  private long stallLimit = WorkerSettings.DEFAULT_STALL_LIMIT.toSeconds();

  /**
   * Refuses values that make no sense, before anything is done.
   *
   * @throws BadInputException if there is one
   */
  void check() {
    if (stallLimit < 1) {
      throw new BadInputException("--stall-limit: found " + stallLimit + "; allowed: 1 or more");
    }
  }

  /**
   * Does some work with a runner, which is closed afterwards.
   *
   * @param crashes where the JVM's report of a native crash in a worker is kept
   */
  <T> T with(Preflight preflight, Path crashes, Function<JobRunner, T> work) {
    if (inProcess) {
      return work.apply(new InProcessRunner(preflight));
    }
    WorkerSettings settings =
        WorkerSettings.defaults()
            .withStallLimit(Duration.ofSeconds(stallLimit))
            .withCrashDirectory(crashes);
    try (WorkerRunner workers = new WorkerRunner(settings)) {
      return work.apply(workers);
    }
  }

  /**
   * Makes the directory of the report before anything is trained.
   *
   * @throws BadInputException if it cannot be had
   */
  static void prepareReport(Path directory) {
    try {
      ReportDirectory.prepare(directory);
    } catch (UnwritableReportException e) {
      throw new BadInputException("--report: " + e.getMessage());
    }
  }
}
