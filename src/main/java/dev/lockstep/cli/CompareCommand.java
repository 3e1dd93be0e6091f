package dev.lockstep.cli;

import dev.lockstep.compare.Bound;
import dev.lockstep.compare.NamePattern;
import dev.lockstep.compare.alignment.AlignmentMap;
import dev.lockstep.compare.alignment.AlignmentMapReader;
import dev.lockstep.compare.alignment.InvalidMapException;
import dev.lockstep.compare.alignment.TensorAlignment;
import dev.lockstep.explain.cause.Finding;
import dev.lockstep.noise.RecordingSample;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFolder;
import dev.lockstep.report.Circumstances;
import dev.lockstep.report.ComparisonReport;
import dev.lockstep.report.Program;
import dev.lockstep.report.console.ComparisonText;
import dev.lockstep.report.directory.ReportClaim;
import dev.lockstep.report.directory.ReportDirectory;
import dev.lockstep.report.json.Baseline;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares two recordings and tells whether they are of the same training, and where they part. */
@Command(
    name = "compare",
    description = "Compare a recording of a training with the expected one, number by number.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:equivalent",
      "1:divergent",
      "2:bad usage or a bad recording",
      "3:anything else, such as a comparison that proves nothing"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lockstep compare golden/recordings/mlp-adamw my-recording",
      "  lockstep compare golden mine --ignore \"activation/*\"",
      "  lockstep compare golden mine --noise other-machine other-threads",
      "  lockstep compare golden mine --map names.json",
      "  lockstep compare golden mine --baseline before/report.json"
    })
public final class CompareCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private Verbosity verbosity;

  @Parameters(index = "0", paramLabel = "EXPECTED", description = "The folder of a recording.")
  private Path expectedFolder;

  @Parameters(
      index = "1",
      paramLabel = "ACTUAL",
      description = "The folder of the recording in question.")
  private Path actualFolder;

  @Option(
      names = "--ignore",
      paramLabel = "PATTERN",
      description = {
        "Tensors to leave out, by name with or without the kind; * stands for any",
        "characters, ? for one. May be given more than once."
      })
  private List<String> ignored = List.of();

  @Option(
      names = "--noise",
      arity = "1..*",
      paramLabel = "FROM",
      description = {
        "Other recordings of the same training as EXPECTED, whose differences say how far",
        "rounding moves it; the fewer they are, the more may differ."
      })
  private List<Path> others = List.of();

  @Option(
      names = "--rtol",
      paramLabel = "NUMBER",
      description = "What may differ in any case, as a part of the expected number.")
  private Double rtol;

  @Option(
      names = "--atol",
      paramLabel = "NUMBER",
      description = "What may differ in any case, besides.")
  private Double atol;

  @Option(
      names = "--map",
      paramLabel = "FILE",
      description = {
        "Which tensor is which, as JSON: {\"EXPECTED\": {\"name\": \"ACTUAL\", \"transpose\":",
        "true, \"blocks\": [0, 2, 1]}}. Block i along the expected tensor's first axis is",
        "the actual one's block blocks[i]. The rest is found by name and content."
      })
  private Path map;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Where the report is written (default: ${DEFAULT-VALUE}).")
  private Path report = Path.of("lockstep-report");

  @Mixin private BaselineOption baseline;

  @Override
  public Integer call() {
    BaselineOption.Later later = baseline.read(Baseline.Source.COMPARISON);
    Optional<Bound.Tolerance> tolerance = tolerance();
    List<NamePattern> patterns = ignored.stream().map(NamePattern::new).toList();
    Instant began = Instant.now();
    try (Recording expected = RecordingSample.open(expectedFolder, others);
        Recording actual = RecordingFolder.open(actualFolder)) {
      TensorAlignment alignment = alignment(expected, actual);
      try (ReportClaim claim = RunnerOptions.claimReport(report)) {
        Finding finding =
            Finding.of(expected, actual, new Finding.Terms(patterns, tolerance, alignment));
        return publish(
            claim.directory(),
            later,
            new ComparisonReport(
                Circumstances.of(
                    began,
                    Program.running(Main.class),
                    spec.commandLine().getParseResult().originalArgs()),
                expectedFolder.toString(),
                actualFolder.toString(),
                others.stream().map(Path::toString).toList(),
                finding.result(),
                finding.explanation(),
                finding.warnings()));
      }
    }
  }

  private TensorAlignment alignment(Recording expected, Recording actual) {
    try {
      AlignmentMap given = map == null ? AlignmentMap.EMPTY : AlignmentMapReader.read(map);
      return TensorAlignment.of(expected, actual, given);
    } catch (InvalidMapException e) {
      throw new BadInputException(e.getMessage());
    }
  }

  private Optional<Bound.Tolerance> tolerance() {
    requireTolerance("--rtol", rtol);
    requireTolerance("--atol", atol);
    return rtol == null && atol == null
        ? Optional.empty()
        : Optional.of(new Bound.Tolerance(rtol == null ? 0 : rtol, atol == null ? 0 : atol));
  }

  private static void requireTolerance(String option, Double value) {
    if (value != null && !(value >= 0 && value <= Double.MAX_VALUE)) {
      throw new BadInputException(
          option + ": found " + value + "; allowed: a finite number, 0 or more");
    }
  }

  /** Prints first, so that nothing is lost if the files cannot be written. */
  private int publish(Path directory, BaselineOption.Later later, ComparisonReport result) {
    Output out = Output.of(spec.commandLine());
    out.lines(ComparisonText.of(result));
    Path page = ReportDirectory.write(result, directory);
    out.line("Report: " + page);
    later.warn(page);
    return result.exitStatus().code();
  }
}
