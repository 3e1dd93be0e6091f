package dev.lockstep.cli;

import dev.lockstep.verification.Job;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How much a command says beside its exit status, its report and what is wrong. */
final class Verbosity {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private boolean quiet;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print nothing but errors and warnings.")
  void setQuiet(boolean wanted) {
    quiet = wanted;
    if (quiet) {
      command.commandLine().setOut(Output.nowhere().writer());
    }
  }

  /**
   * How the command shows how it gets on.
   *
   * @param jobs all jobs to come
   */
  JobProgress progress(List<Job> jobs) {
    return quiet
        ? new JobProgress.Lines(jobs.size(), Output.nowhere(), System::nanoTime)
        : JobProgress.of(jobs, Output.ofErrors(command.commandLine()));
  }

  /**
   * How a proof shows how it gets on.
   *
   * @param trials how many mistakes are to be tried
   */
  ProofProgress progress(int trials) {
    return quiet
        ? new ProofProgress.Lines(trials, Output.nowhere(), System::nanoTime)
        : ProofProgress.of(trials, Output.ofErrors(command.commandLine()));
  }
}
