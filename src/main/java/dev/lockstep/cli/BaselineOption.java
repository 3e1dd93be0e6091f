package dev.lockstep.cli;

import dev.lockstep.report.json.Baseline;
import dev.lockstep.report.json.JsonReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that names an earlier report, beside which this one is held. */
final class BaselineOption {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = {
        "An earlier report.json of this command: whatever takes half as much again of what is",
        "allowed as it did there is warned of. The exit status stays the same."
      })
  private Path file;

  /**
   * Reads the earlier report, before anything is done.
   *
   * @return what compares a later report with it; does nothing where none is named
   */
  Later read(Baseline.Source source) {
    Optional<Baseline> earlier =
        Optional.ofNullable(file).map(named -> Baseline.read(named, source));
    return page ->
        earlier
            .map(old -> old.grown(Baseline.ofOwn(page.resolveSibling(JsonReport.FILE), source)))
            .orElse(List.of())
            .forEach(line -> Output.ofErrors(command.commandLine()).line("warning: " + line));
  }

  /** Warns of what has grown. */
  @FunctionalInterface
  interface Later {
    /**
     * Warns of it on the error stream.
     *
     * @param page a file of the later report
     */
    void warn(Path page);
  }
}
