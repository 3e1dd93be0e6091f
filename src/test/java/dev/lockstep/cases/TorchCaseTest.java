package dev.lockstep.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.compare.Verdict;
import dev.lockstep.device.Preflight;
import dev.lockstep.tensor.Precision;
import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.InProcessRunner;
import dev.lockstep.verification.Job;
import dev.lockstep.verification.ProgressListener;
import dev.lockstep.verification.Verification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases that PyTorch has trained. */
class TorchCaseTest {
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  @TempDir private Path directory;

  @BeforeEach
  void needPyTorch() throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(PYTHON), "no " + PYTHON);
    assumeTrue(
        run(List.of("-c", "import torch"), false).status() == 0,
        PYTHON + " has no torch: apt-get install python3-torch");
  }

  @Test
  void whatPyTorchTrainsTheReferenceTrainsTooWithEveryCell()
      throws IOException, InterruptedException {
    List<String> script = new ArrayList<>(List.of("import lockstep_recorder as lockstep"));
    for (CellKind cell : CellKind.values()) {
      script.add(
          "lockstep.case('%s', text='hi?hello!!', repeat=3, cell='%s', hidden=5, seed=-7, epochs=12, optimizer='%s', lr=%s, decimals=4)"
              .replaceFirst("%s", file(cell).toString())
              .replaceFirst("%s", cell.label())
              .replaceFirst("%s", cell == CellKind.GRU ? "sgd" : "adam")
              .replaceFirst("%s", "0.05"));
    }
    Outcome outcome = run(List.of("-c", String.join("\n", script)), false);
    assertEquals(0, outcome.status(), outcome::output);
    for (CellKind cell : CellKind.values()) {
      TrainingCase written = CaseReader.read(file(cell));
      assertEquals(cell, written.cell());
      assertEquals(10, written.golden().orElseThrow().rows());
      assertEquals("torch", GoldenOrigin.in(file(cell)).orElseThrow().implementation());
      assertEquals(Verdict.EQUIVALENT, verdict(new CaseFile(file(cell), written)), cell::label);
    }
  }

  @Test
  void numbersOfATrainingElsewhereAreTakenAsTheyAre() throws IOException, InterruptedException {
    Path file = directory.resolve("mine.json");
    Outcome outcome =
        run(
            List.of(
                "-c",
                "import lockstep_recorder as lockstep; lockstep.case('"
                    + file
                    + "', text='a\u00e9', repeat=2, vocabulary='\u00e9a', softmax=[[0.25, 0.75]],"
                    + " first_row=1, decimals=2, source='elsewhere')"),
            false);
    assertEquals(0, outcome.status(), outcome::output);
    TrainingCase written = CaseReader.read(file);
    assertEquals("elsewhere", written.source());
    assertEquals(List.of("\u00e9", "a"), written.task().vocabulary());
    GoldenArray golden = written.golden().orElseThrow();
    assertEquals(1, golden.firstRow());
    assertTrue(Arrays.equals(new double[] {0.25, 0.75}, golden.values().toArray()));
  }

  @Test
  void theFileItselfIsACommandThatReplacesNothingUnasked()
      throws IOException, InterruptedException {
    Path file = directory.resolve("mine.json");
    List<String> command =
        List.of(
            "src/main/python/lockstep_recorder.py",
            "--case",
            file.toString(),
            "--text",
            "abc",
            "--epochs",
            "1");
    assertEquals(0, run(command, false).status());
    String first = Files.readString(file);
    Outcome again = run(command, false);
    assertEquals(2, again.status());
    assertTrue(again.output().contains("is there already"), again::output);
    assertEquals(first, Files.readString(file));
  }

  @Test
  void whatACaseFileMayNotHoldIsRefusedInOneLine() throws IOException, InterruptedException {
    Path file = directory.resolve("mine.json");
    Outcome outcome =
        run(
            List.of(
                "src/main/python/lockstep_recorder.py",
                "--case",
                file.toString(),
                "--text",
                "abc",
                "--vocabulary",
                "ab"),
            false);
    assertEquals("lockstep_recorder: text: the vocabulary lacks ['c']\n", outcome.output());
    assertEquals(2, outcome.status());
    assertFalse(Files.exists(file));
  }

  @Test
  void aBuildWritesNoCase() throws IOException, InterruptedException {
    Path file = directory.resolve("mine.json");
    Outcome outcome =
        run(
            List.of(
                "src/main/python/lockstep_recorder.py", "--case", file.toString(), "--text", "abc"),
            true);
    assertEquals(2, outcome.status());
    assertTrue(outcome.output().startsWith("lockstep_recorder: CI=true is set"), outcome::output);
    assertFalse(Files.exists(file));
  }

  private Path file(CellKind cell) {
    return directory.resolve(cell.label() + ".json");
  }

  private static Verdict verdict(CaseFile caseFile) {
    Job job =
        new Job(
            caseFile,
            new ReferenceBackend(),
            new Execution(Precision.FLOAT32, Device.CPU),
            Job.Mode.FREE_RUNNING);
    List<CaseOutcome> outcomes = new ArrayList<>();
    new Verification(new InProcessRunner(Preflight.ofThisMachine()), 1, ProgressListener.silent())
        .run(List.of(job), outcomes::add);
    return outcomes.get(0).judgements().get(0).verdict();
  }

  private record Outcome(int status, String output) {}

  private static Outcome run(List<String> arguments, boolean build)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(PYTHON.toString());
    builder.command().addAll(arguments);
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("PYTHONPATH", "src/main/python");
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    builder.environment().put("PYTHONUTF8", "1");
    builder.environment().put("CI", Boolean.toString(build));
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), output);
  }
}
