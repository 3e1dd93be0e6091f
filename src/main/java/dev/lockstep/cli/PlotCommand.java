package dev.lockstep.cli;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Backends;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.GoldenArray;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.ComparisonResult;
import dev.lockstep.device.Preflight;
import dev.lockstep.golden.GoldenComparison;
import dev.lockstep.model.StepTensors;
import dev.lockstep.report.map.ExcessGrid;
import dev.lockstep.report.png.ExcessPicture;
import dev.lockstep.report.png.SoftmaxPicture;
import dev.lockstep.report.said.CharacterLabel;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.verification.Job;
import dev.lockstep.verification.JobResult;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws the softmax of a case, or where two recordings part. */
@Command(
    name = "plot",
    header = "Draw a case's softmax, or where two recordings part, as a PNG.",
    description = {
      "Draw the last softmax of a case as the exam's pictures show it; or of two recordings the",
      "excess of each tensor in each step, the expected recording named first."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the picture is drawn, whatever it shows",
      "2:bad usage or bad input; nothing was drawn",
      "3:anything else, such as an implementation that failed"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lockstep plot golden/exam/exam-lstm.json",
      "  lockstep plot golden/exam/exam-lstm.json --from golden --output published.png",
      "  lockstep plot golden/recordings/mlp-adamw my-recording --output map.png"
    })
public final class PlotCommand implements Callable<Integer> {
  private static final String GOLDEN = "golden";
  private static final int ROWS = 10;

  private final Supplier<Backends> installed;

  @Spec private CommandSpec spec;

  @Mixin private Verbosity verbosity;

  @Parameters(
      arity = "1..2",
      paramLabel = "CASE | EXPECTED ACTUAL",
      description = "A case file, or the folders of two recordings.")
  private List<Path> paths;

  @Option(
      names = "--from",
      paramLabel = "NAME",
      description = {
        "Whose softmax of the case: an implementation's, which is trained for it, or "
            + GOLDEN
            + " for",
        "the published array (default: " + ReferenceBackend.NAME + ")."
      })
  private String from;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = {
        "The picture (default: ${DEFAULT-VALUE}). An earlier picture is replaced, any other file",
        "is not."
      })
  private Path output = Path.of("lockstep.png");

  @Mixin private BackendPath backendPath;

  @Mixin private RunnerOptions runner;

  @Mixin private ExecutionOptions execution;

  /** All installed implementations. */
  public PlotCommand() {
    this(Backends::installed);
  }

  /**
   * The command with other implementations.
   *
   * @param installed asked for only when one of them is trained
   */
  PlotCommand(Supplier<Backends> installed) {
    this.installed = installed;
  }

  @Override
  public Integer call() {
    // Drawing needs no display, and must not look for one that is named but not there.
    System.setProperty("java.awt.headless", "true");
    PictureFile file = PictureFile.at(output);
    if (paths.size() == 1) {
      return softmax(file);
    }
    if (from != null) {
      throw new BadInputException("--from: found '" + from + "'; allowed: with a case only");
    }
    ComparisonResult result = ComparedFolders.compare(paths.get(0), paths.get(1));
    ExcessGrid grid = new ExcessGrid("step", result.steps(), result.divergence());
    if (grid.isEmpty()) {
      throw new BadInputException(
          paths.get(0) + ", " + paths.get(1) + ": found no tensor in both; nothing can be drawn");
    }
    return draw(ExcessPicture.of(grid), file);
  }

  private int softmax(PictureFile file) {
    CaseFile caseFile = CaseArguments.readOne(paths.get(0), Output.ofErrors(spec.commandLine()));
    TrainingCase trainingCase = caseFile.trainingCase();
    int first = trainingCase.golden().map(GoldenArray::firstRow).orElse(0);
    int rows =
        trainingCase
            .golden()
            .map(GoldenArray::rows)
            .orElse(Math.min(ROWS, trainingCase.task().steps()));
    if (GOLDEN.equals(from)) {
      GoldenArray golden =
          trainingCase
              .golden()
              .orElseThrow(
                  () ->
                      new BadInputException(
                          "--from: found '" + GOLDEN + "', but the case has no published array"));
      return draw(picture(trainingCase, golden.values(), first), file);
    }
    JobResult result = trained(caseFile);
    if (result.completed().isEmpty()) {
      String why = result.map(done -> "", JobResult.Unsupported::reason, JobResult.Failed::reason);
      Output.ofErrors(spec.commandLine()).line("lockstep: " + caseFile.path() + ": " + why);
      return Failures.FAILED;
    }
    Tensor all = StepTensors.lastSoftmax(result.completed().get().steps());
    return draw(picture(trainingCase, GoldenComparison.rows(all, first, rows), first), file);
  }

  private static BufferedImage picture(TrainingCase trainingCase, Tensor values, int first) {
    List<String> columns =
        IntStream.range(0, values.shape().columns())
            .mapToObj(column -> CharacterLabel.ofColumn(trainingCase.task(), column))
            .toList();
    return SoftmaxPicture.of(values, columns, first);
  }

  private JobResult trained(CaseFile caseFile) {
    runner.check();
    Preflight preflight = Preflight.ofThisMachine();
    Backend backend =
        ExecutionOptions.backend(
            backendPath.added(installed), "--from", from == null ? ReferenceBackend.NAME : from);
    Job job =
        new Job(caseFile, backend, execution.execution(backend, preflight), Job.Mode.FREE_RUNNING);
    return runner
        .results(
            List.of(job),
            preflight,
            backendPath.files(),
            output.toAbsolutePath().getParent(),
            verbosity)
        .get(0);
  }

  private int draw(BufferedImage picture, PictureFile file) {
    file.write(picture);
    Output.of(spec.commandLine()).line("Picture: " + output);
    return 0;
  }
}
