package dev.lockstep.cli;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Backends;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.UnsupportedExecutionException;
import dev.lockstep.contract.Contract;
import dev.lockstep.contract.Requirement;
import dev.lockstep.contract.Subject;
import dev.lockstep.device.Preflight;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Holds an implementation to the contract that the verdicts on it rest on. */
@Command(
    name = "check-backend",
    header = "Hold an implementation to its contract.",
    description = {
      "Hold an implementation to its contract, with every cell that it lists: how its sessions may",
      "be used, and what a step hands over. Runs in this process."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:it keeps to all of it",
      "2:bad usage or bad input; nothing was tried",
      "3:it breaks some of it, or cannot run here"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  lockstep check-backend my --backend-path my.jar"})
public final class CheckBackendCommand implements Callable<Integer> {
  private final Supplier<Backends> installed;

  @Spec private CommandSpec spec;

  @Mixin private Verbosity verbosity;

  @Parameters(paramLabel = "NAME", description = "The implementation.")
  private String name;

  @Mixin private BackendPath backendPath;

  @Mixin private ExecutionOptions options;

  /** All installed implementations. */
  public CheckBackendCommand() {
    this(Backends::installed);
  }

  /**
   * The command with other implementations.
   *
   * @param installed asked for only when the command runs
   */
  CheckBackendCommand(Supplier<Backends> installed) {
    this.installed = installed;
  }

  @Override
  public Integer call() {
    Backend backend = ExecutionOptions.backend(backendPath.added(installed), "NAME", name);
    Execution execution = options.execution(backend, Preflight.ofThisMachine());
    List<Subject> subjects =
        Subject.of(backend, execution.precision(), execution.device()).toList();
    if (subjects.isEmpty()) {
      Output.ofErrors(spec.commandLine()).line(name + " lists no cell, so there is nothing to try");
      return Failures.FAILED;
    }
    int broken = 0;
    for (Subject subject : subjects) {
      try (InProcessOutput output = new InProcessOutput()) {
        broken += output.during(this::show, () -> violations(subject));
      } catch (UnsupportedExecutionException e) {
        Output.ofErrors(spec.commandLine()).line(subject + ": UNSUPPORTED: " + e.getMessage());
        return Failures.FAILED;
      }
    }
    int tried = subjects.size() * Contract.requirements().size();
    Output.of(spec.commandLine())
        .line(
            name
                + (broken == 0 ? " keeps to its contract: " : " breaks its contract: ")
                + (tried - broken)
                + " of "
                + tried
                + " requirements met ("
                + Contract.requirements().size()
                + " for each of "
                + subjects.size()
                + " cells, "
                + execution.precision().label()
                + ")");
    return broken == 0 ? 0 : Failures.FAILED;
  }

  /** Shows something that the implementation printed, as its own. */
  private void show(String line) {
    Output.ofErrors(spec.commandLine()).line(name + " | " + line);
  }

  /** Prints how a subject breaks the contract, a line each; how often it does. */
  private int violations(Subject subject) {
    int broken = 0;
    for (Requirement requirement : Contract.requirements()) {
      Optional<String> violation = requirement.violation(subject);
      if (violation.isPresent()) {
        broken++;
        Output.of(spec.commandLine())
            .line(subject + ": broken: " + requirement.sentence() + ": " + violation.get());
      }
    }
    return broken;
  }
}
