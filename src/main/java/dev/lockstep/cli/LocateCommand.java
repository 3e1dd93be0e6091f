package dev.lockstep.cli;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Backends;
import dev.lockstep.backend.Execution;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.device.Preflight;
import dev.lockstep.verification.Location;
import dev.lockstep.verification.Locator;
import java.nio.file.Path;
import java.util.List;
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
      "0:no divergence",
      "1:a divergence was found",
      "2:bad usage or bad input; nothing was trained",
      "3:anything else, such as an implementation that failed"
    })
public final class LocateCommand implements Callable<Integer> {
  private final Supplier<Backends> installed;

  @Spec private CommandSpec spec;

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
    Backends all = installed.get();
    Backend backend = ExecutionOptions.backend(all, "--backend", name);
    CaseFile caseFile = CaseArguments.read(List.of(path)).get(0);
    Execution execution = options.execution(backend, Preflight.ofThisMachine());
    Location location =
        against == null
            ? Locator.locate(caseFile, backend, execution, epoch -> {})
            : Locator.locateAgainst(
                caseFile,
                backend,
                ExecutionOptions.backend(all, "--against", against),
                execution,
                epoch -> {});
    spec.commandLine()
        .getOut()
        .println(location.first() + " " + location.diagnosis().map(d -> d.sentence()));
    return location.first().isPresent() ? 1 : 0;
  }
}
