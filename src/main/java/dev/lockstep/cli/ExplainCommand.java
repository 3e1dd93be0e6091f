package dev.lockstep.cli;

import dev.lockstep.explain.UpdateReading;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFolder;
import dev.lockstep.report.Circumstances;
import dev.lockstep.report.Program;
import dev.lockstep.report.UpdateReport;
import dev.lockstep.report.console.UpdateText;
import dev.lockstep.report.directory.ReportClaim;
import dev.lockstep.report.directory.ReportDirectory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads from the numbers of a recording which optimizer made its updates, with which settings. */
@Command(
    name = "explain",
    header = "Read which optimizer made the updates of a recording.",
    description = {
      "Read from a recording's numbers which rule made its updates, with which settings, and",
      "hold that against what the recording says of its optimizer."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:every update is explained, and nothing that the recording says contradicts it",
      "1:every update is explained, but otherwise than the recording says",
      "2:bad usage or a bad recording",
      "3:anything else, such as updates that no rule explains or that tell nothing"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  lockstep explain golden/recordings/mlp-adamw"})
public final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private Verbosity verbosity;

  @Parameters(paramLabel = "RECORDING", description = "The folder of a recording.")
  private Path folder;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Where the report is written (default: ${DEFAULT-VALUE}).")
  private Path report = Path.of("lockstep-report");

  @Override
  public Integer call() {
    Instant began = Instant.now();
    try (Recording recording = RecordingFolder.open(folder);
        ReportClaim claim = RunnerOptions.claimReport(report)) {
      UpdateReading reading = UpdateReading.of(recording);
      recording.requireUnchanged();
      return publish(
          claim.directory(),
          new UpdateReport(
              Circumstances.of(
                  began,
                  Program.running(Main.class),
                  spec.commandLine().getParseResult().originalArgs()),
              folder.toString(),
              recording.facts(),
              reading,
              recording.warnings()));
    }
  }

  /** Prints first, so that nothing is lost if the files cannot be written. */
  private int publish(Path directory, UpdateReport result) {
    Output out = Output.of(spec.commandLine());
    out.lines(UpdateText.of(result));
    out.line("Report: " + ReportDirectory.write(result, directory));
    return result.exitStatus();
  }
}
