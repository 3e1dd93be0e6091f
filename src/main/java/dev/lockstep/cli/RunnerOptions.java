package dev.lockstep.cli;

import dev.lockstep.device.Preflight;
import dev.lockstep.device.TemporaryDirectory;
import dev.lockstep.report.directory.ReportClaim;
import dev.lockstep.report.directory.UnwritableReportException;
import dev.lockstep.verification.InProcessRunner;
import dev.lockstep.verification.Job;
import dev.lockstep.verification.JobResult;
import dev.lockstep.verification.JobRunner;
import dev.lockstep.worker.WorkerRunner;
import dev.lockstep.worker.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** The options that say in which process implementations train. */
final class RunnerOptions {
  /** A year in seconds: who wants to wait longer wants to wait for ever. */
  private static final long LONGEST_STALL = 365L * 24 * 60 * 60;

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
    if (stallLimit < 1 || stallLimit > LONGEST_STALL) {
      throw new BadInputException(
          "--stall-limit: found " + stallLimit + "; allowed: 1 to " + LONGEST_STALL + " seconds");
    }
    if (!inProcess) {
      TemporaryDirectory.obstacle()
          .ifPresent(
              obstacle -> {
                throw new BadInputException(obstacle);
              });
    }
  }

  /**
   * Refuses to train in this process.
   *
   * @param option what asks for workers
   * @throws BadInputException if that was asked for too
   */
  void requireWorkers(String option) {
    if (inProcess) {
      throw new BadInputException(
          option
              + ": found --in-process too; allowed: workers, as a process has one version of a"
              + " library");
    }
  }

  /**
   * Does some work with a runner, which is closed afterwards.
   *
   * @param backendPath where workers find further implementations
   * @param crashes where the JVM's report of a native crash in a worker is kept
   */
  <T> T with(
      Preflight preflight, List<Path> backendPath, Path crashes, Function<JobRunner, T> work) {
    if (inProcess) {
      JobRunner runner = new InProcessRunner(preflight);
      try (InProcessOutput output = new InProcessOutput()) {
        return work.apply(
            (job, listener) -> output.during(listener::printed, () -> runner.run(job, listener)));
      }
    }
    WorkerSettings settings =
        WorkerSettings.defaults()
            .withStallLimit(Duration.ofSeconds(stallLimit))
            .withBackendPath(backendPath)
            .withCrashDirectory(crashes);
    try (WorkerRunner workers = new WorkerRunner(settings)) {
      return work.apply(workers);
    }
  }

  /**
   * Does jobs one after the other.
   *
   * @param backendPath where workers find further implementations
   * @param crashes where the JVM's report of a native crash in a worker is kept
   * @param verbosity where it is told how far they are
   * @return a result for each
   */
  List<JobResult> results(
      List<Job> jobs,
      Preflight preflight,
      List<Path> backendPath,
      Path crashes,
      Verbosity verbosity) {
    try (JobProgress progress = verbosity.progress(jobs)) {
      return with(
          preflight,
          backendPath,
          crashes,
          runner ->
              jobs.stream()
                  .map(
                      job -> {
                        progress.started(job);
                        JobResult result = runner.run(job, progress.of(job));
                        progress.finished(job, result);
                        return result;
                      })
                  .toList());
    }
  }

  /**
   * Claims the directory of the report before anything is trained.
   *
   * @throws BadInputException if it cannot be had, or another run has it
   */
  static ReportClaim claimReport(Path directory) {
    if (directory.toString().isBlank()) {
      throw new BadInputException(
          "--report: found '" + directory + "'; allowed: the path of a directory");
    }
    try {
      return ReportClaim.of(directory);
    } catch (UnwritableReportException e) {
      throw new BadInputException("--report: " + e.getMessage());
    }
  }
}
