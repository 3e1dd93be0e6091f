package dev.lockstep.cli;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Backends;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.GoldenArray;
import dev.lockstep.cases.GoldenOrigin;
import dev.lockstep.device.Preflight;
import dev.lockstep.golden.CaseProposal;
import dev.lockstep.golden.RecordingProposal;
import dev.lockstep.model.StepTensors;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.verification.Job;
import dev.lockstep.verification.JobResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lays another golden beside the one in force, and tells how they differ. */
@Command(
    name = "propose",
    header = "Lay another golden beside the one in force.",
    description = {
      "Of a case, trains it with an implementation and writes CASE.json.proposed: the case file",
      "with the printed array replaced, and in its notes how that was made. Of a recording, copies",
      "another one to RECORDING.proposed. Tells the difference to the golden in force, which stays",
      "as it is."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "0:the proposal is written, whatever it changes",
      "2:bad usage or bad input, or CI is set; nothing was written",
      "3:anything else: the implementation failed, or trained to NaN; nothing was written"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  lockstep golden propose golden/exam/exam-rnn.json --from djl-sequence",
      "  lockstep golden propose my-cases/gru.json --from reference --precision float64 --decimals 6",
      "  lockstep golden propose golden/recordings/mlp-adamw --from target/new-recording"
    })
public final class GoldenProposeCommand implements Callable<Integer> {
  private static final int ROWS = 10;
  private static final int DECIMALS = 6;
  private static final int MOST_DECIMALS = 17;

  private final Supplier<Backends> installed;
  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @Mixin private Verbosity verbosity;

  @Parameters(paramLabel = "CASE|RECORDING", description = "The golden: a case file or a folder.")
  private Path golden;

  @Option(
      names = "--from",
      required = true,
      paramLabel = "IMPLEMENTATION|RECORDING",
      description = "What trains the case, or the recording that is proposed.")
  private String from;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "How many rows are printed (default: as many as now, or " + ROWS + ").")
  private Integer rows;

  @Option(
      names = "--decimals",
      paramLabel = "N",
      description = "To how many decimals (default: as many as now, or " + DECIMALS + ").")
  private Integer decimals;

  @Mixin private BackendPath backendPath;

  @Mixin private RunnerOptions runner;

  @Mixin private ExecutionOptions execution;

  /** All installed implementations, in this process's environment. */
  public GoldenProposeCommand() {
    this(Backends::installed, System.getenv());
  }

  /**
   * The command with other implementations.
   *
   * @param installed asked for only when the command runs
   * @param environment where {@code CI} is looked for
   */
  GoldenProposeCommand(Supplier<Backends> installed, Map<String, String> environment) {
    this.installed = installed;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    GoldenCommand.refuseInBuilds("golden propose", environment);
    Path recording = Path.of(from);
    if (Files.isDirectory(golden) || (!Files.exists(golden) && Files.isDirectory(recording))) {
      return proposeRecording(recording);
    }
    runner.check();
    CaseFile caseFile = caseFile();
    Preflight preflight = Preflight.ofThisMachine();
    Backend backend = ExecutionOptions.backend(backendPath.added(installed), "--from", from);
    Job job =
        new Job(caseFile, backend, execution.execution(backend, preflight), Job.Mode.FREE_RUNNING);
    GoldenArray form = form(caseFile);
    return train(job, preflight)
        .map(
            trained -> propose(job, form, StepTensors.lastSoftmax(trained.steps())),
            unsupported -> failed(job, unsupported.reason()),
            failed -> failed(job, failed.reason()));
  }

  private int proposeRecording(Path from) {
    RecordingProposal proposal = new RecordingProposal(golden);
    boolean replaces = Files.isDirectory(golden);
    List<String> difference =
        replaces
            ? GoldenDifferenceText.ofRecordings(golden, from)
            : List.of(golden + ": a first recording");
    proposal.write(from);
    say(difference, proposal.folder());
    return 0;
  }

  private CaseFile caseFile() {
    List<CaseFile> cases = CaseArguments.read(List.of(golden), Output.ofErrors(spec.commandLine()));
    return cases.get(0);
  }

  /** The place and the decimals of the array that is printed, before anything is trained. */
  private GoldenArray form(CaseFile caseFile) {
    Optional<GoldenArray> present = caseFile.trainingCase().golden();
    int steps = caseFile.trainingCase().task().steps();
    int firstRow = present.map(GoldenArray::firstRow).orElse(0);
    int most = steps - firstRow;
    int count = rows == null ? present.map(GoldenArray::rows).orElse(Math.min(ROWS, most)) : rows;
    int places = decimals == null ? present.map(GoldenArray::decimals).orElse(DECIMALS) : decimals;
    if (count < 1 || count > most) {
      throw new BadInputException("--rows: found " + count + "; allowed: 1 to " + most);
    }
    if (places < 0 || places > MOST_DECIMALS) {
      throw new BadInputException(
          "--decimals: found " + places + "; allowed: 0 to " + MOST_DECIMALS);
    }
    return new GoldenArray(
        firstRow,
        places,
        Tensor.zeros(Shape.of(count, caseFile.trainingCase().task().vocabularySize())));
  }

  private JobResult train(Job job, Preflight preflight) {
    return runner
        .results(
            List.of(job),
            preflight,
            backendPath.files(),
            golden.toAbsolutePath().getParent(),
            verbosity)
        .get(0);
  }

  private int propose(Job job, GoldenArray form, Tensor softmax) {
    if (!Arrays.stream(softmax.toArray()).allMatch(Double::isFinite)) {
      return failed(job, "it trained to NaN or infinity, which nothing can be held to");
    }
    GoldenArray proposed =
        CaseProposal.printed(softmax, form.firstRow(), form.rows(), form.decimals());
    GoldenOrigin origin = GoldenOrigins.of(job, proposed);
    CaseProposal proposal = new CaseProposal(job.caseFile().path());
    proposal.write(GoldenOrigins.source(origin), proposed, origin);
    say(GoldenDifferenceText.ofArrays(job.caseFile().trainingCase(), proposed), proposal.file());
    return 0;
  }

  private int failed(Job job, String reason) {
    Output.ofErrors(spec.commandLine()).line(job + ": " + reason);
    return Failures.FAILED;
  }

  private void say(List<String> difference, Path proposal) {
    Output out = Output.of(spec.commandLine());
    difference.forEach(out::line);
    out.line("Proposed: " + proposal);
  }
}
