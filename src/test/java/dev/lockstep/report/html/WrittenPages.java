package dev.lockstep.report.html;

import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cli.CompareCommand;
import dev.lockstep.cli.ExplainCommand;
import dev.lockstep.cli.ProveCommand;
import dev.lockstep.device.Preflight;
import dev.lockstep.fault.FaultBackend;
import dev.lockstep.fault.FaultCatalogue;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recorder;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.TensorName;
import dev.lockstep.report.Reports;
import dev.lockstep.report.directory.ReportDirectory;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.verification.InProcessRunner;
import dev.lockstep.verification.Job;
import dev.lockstep.verification.JobResult;
import dev.lockstep.verification.Location;
import dev.lockstep.verification.Locator;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** A page of each command that writes one, most with something to find. */
final class WrittenPages {
  /** A name as bad as names of recordings and tensors may be. */
  static final String EVIL = "<script>alert(1)</script>";

  private static final String GOLDEN = Path.of("golden", "recordings", "cnn-sgd").toString();

  private WrittenPages() {}

  /** By the command's name. */
  static Map<String, Path> in(Path directory) {
    Map<String, Path> pages = new LinkedHashMap<>();
    pages.put("verify", Reports.MIXED.writeTo(directory.resolve("verify")));
    pages.put(
        "locate", ReportDirectory.write(Reports.PROGRAM, parting(), directory.resolve("locate")));
    Path expected = record(directory.resolve("expected"), 6, 3, 1);
    Path actual = record(directory.resolve("actual"), 6, 3, 1.5f);
    pages.put(
        "compare",
        run(
            new CompareCommand(),
            directory.resolve("compare"),
            expected.toString(),
            actual.toString()));
    pages.put("explain", run(new ExplainCommand(), directory.resolve("explain"), GOLDEN));
    pages.put(
        "prove",
        run(
            new ProveCommand(),
            directory.resolve("prove"),
            GOLDEN,
            "--faults",
            "gradients-h*",
            "--faults",
            "gradient-zero"));
    return pages;
  }

  /** The page of a command, which is run in this process. */
  static Path run(Callable<Integer> command, Path report, String... arguments) {
    CommandLine line = new CommandLine(command);
    String[] all = new String[arguments.length + 3];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--quiet";
    all[arguments.length + 1] = "--report";
    all[arguments.length + 2] = report.toString();
    int status = line.execute(all);
    if (status > 1) {
      throw new AssertionError(String.join(" ", all) + " ends with " + status);
    }
    return report.resolve(HtmlReport.FILE);
  }

  /**
   * Records scalars, of which one is a multiple of its value in the second half of the steps.
   *
   * @param factor of the last tensor
   */
  static Path record(Path folder, int steps, int tensors, float factor) {
    RecordingFacts facts =
        RecordingFacts.of(EVIL, ElementType.F32)
            .withNoise(new RecordingFacts.NoiseFacts(16, ElementType.F32));
    try (Recorder recorder = Recorder.create(folder, facts)) {
      for (int step = 1; step <= steps; step++) {
        recorder.beginStep(step);
        for (int tensor = 1; tensor <= tensors; tensor++) {
          boolean wrong = tensor == tensors && 2 * step > steps;
          TensorName name = TensorName.of(Kind.GRADIENT, EVIL.replace('/', '|') + tensor);
          recorder.record(name, Shape.of(1), new float[] {wrong ? factor * step : step});
          recorder.noise(name, Tensor.scalar(1e-6));
        }
      }
      recorder.finish();
    }
    return folder;
  }

  private static Location parting() {
    CaseFile caseFile =
        new CaseFile(
            Path.of("example.json"),
            ExampleCases.of(
                CellKind.RNN, 3, "abacbcddbaacb", "abcd", new OptimizerSpec.Adam(0.1), 4));
    Job job =
        new Job(
            caseFile,
            new FaultBackend(FaultCatalogue.named("loss-summed").orElseThrow()),
            new Execution(Precision.FLOAT32, Device.CPU),
            Job.Mode.RECORDED);
    JobResult result = new InProcessRunner(Preflight.ofThisMachine()).run(job, epoch -> {});
    return Locator.locate(job, (JobResult.Completed) result);
  }
}
