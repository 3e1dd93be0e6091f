package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Backends;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.CaseWriter;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.StepTensors;
import dev.lockstep.model.TamperedStep;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.report.directory.ReportClaim;
import dev.lockstep.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class VerifyCommandTest {
  private static final int WRONG_STEP = 4;

  @TempDir private Path directory;

  @Test
  void equivalentImplementationsEndWithStatusZeroAndAReport() throws IOException {
    Run run = verify(List.of(new ReferenceBackend()), smallCase());
    assertAll(
        () -> assertEquals(0, run.status(), run.err()),
        () -> assertTrue(run.out().contains("EQUIVALENT"), run.out()),
        () -> assertTrue(run.out().contains("Report: " + report().resolve("index.html"))),
        () -> assertTrue(Files.size(report().resolve("index.html")) > 10_000),
        () -> assertTrue(Files.size(report().resolve("report.json")) > 1_000),
        () -> assertTrue(Files.size(report().resolve("summary.md")) > 100));
  }

  @Test
  void aWrongImplementationEndsWithStatusOneAndItsRowIsNamed() throws IOException {
    Run run = verify(List.of(new ReferenceBackend(), new WrongInOneRow()), smallCase());
    assertAll(
        () -> assertEquals(1, run.status(), run.err()),
        () -> assertTrue(run.out().contains("wrong: DIVERGENT"), run.out()),
        () ->
            assertTrue(
                run.out().contains("step " + WRONG_STEP + ", input \"b\", target \"b\""),
                run.out()),
        () -> assertTrue(run.out().contains("2 of 33 values"), run.out()),
        () -> assertTrue(run.out().contains("--backend wrong --precision float32"), run.out()));
  }

  @Test
  void aFailingImplementationIsAnErrorAndTheOthersStand() throws IOException {
    Run run = verify(List.of(new Failing(), new ReferenceBackend()), smallCase());
    assertAll(
        () -> assertEquals(3, run.status(), run.err()),
        () -> assertTrue(run.out().contains("failing: ERROR"), run.out()),
        () -> assertTrue(run.out().contains("out of order"), run.out()),
        () -> assertTrue(run.out().contains("EQUIVALENT"), run.out()));
  }

  @ParameterizedTest
  @CsvSource({
    "--backend=nobody, 'found ''nobody''; allowed: reference'",
    "--precision=float16, 'found ''float16''; allowed: float32, float64'",
    "--device=tpu, 'found ''tpu''; allowed: auto, cpu, cuda or cuda:N'",
    "--jobs=0, '--jobs: found 0; allowed: 1 or more'",
    "--stall-limit=0, '--stall-limit: found 0; allowed: 1 to 31536000 seconds'",
    "--stall-limit=99999999999, 'found 99999999999; allowed: 1 to 31536000 seconds'",
    "'--backend=,', '--backend: found no name; allowed: reference'",
    "'--backend=,reference', 'found ''''; allowed: reference'",
    "--jobs=many, ''",
    "--record=, '--record: found ''''; allowed: the path of a directory, missing or empty'",
    "--record=/dev/null, '--record: found /dev/null, which is no directory; allowed: '",
    "--bogus, '--bogus'"
  })
  void aWrongArgumentEndsWithStatusTwoAndOneMessage(String argument, String message)
      throws IOException {
    Run run = verify(List.of(new ReferenceBackend()), smallCase(), argument);
    assertAll(
        () -> assertEquals(2, run.status()),
        () -> assertEquals("", run.out()),
        () -> assertTrue(run.err().contains(message), run.err()),
        () -> assertTrue(run.err().startsWith("lockstep: "), run.err()),
        () -> assertFalse(run.err().contains("\tat "), run.err()),
        () -> assertFalse(Files.exists(report()), "nothing is trained or written"));
  }

  @Test
  void everyTrainingIsRecordedWhereNothingElseIs() throws IOException {
    Path recordings = directory.resolve("recordings");
    String option = "--record=" + recordings;
    Run run = verify(List.of(new ReferenceBackend()), smallCase(), option);
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("Recordings: " + recordings), run.out());
    Path folder = recordings.resolve("small");
    assertTrue(Files.exists(folder.resolve("reference").resolve("recording.json")));
    assertTrue(Files.exists(folder.resolve("reference-float32").resolve("recording.json")));
    Run again = verify(List.of(new ReferenceBackend()), smallCase(), option);
    assertEquals(2, again.status());
    assertEquals(
        "lockstep: --record: found "
            + recordings
            + ", which is not empty; allowed: the path of a directory, missing or empty\n",
        again.err());
  }

  @Test
  void aCaseThatIsNotValidEndsWithStatusTwoBeforeAnythingIsTrained() throws IOException {
    Path broken = smallCase();
    Files.writeString(broken, Files.readString(broken).replace("\"hidden\": 4", "\"hidden\": 0"));
    Run run = verify(List.of(new Failing()), broken);
    assertAll(
        () -> assertEquals(2, run.status()),
        () -> assertTrue(run.err().contains("small.json:"), run.err()),
        () -> assertTrue(run.err().contains("model.hidden: found 0"), run.err()),
        () -> assertEquals(1, run.err().lines().count(), run.err()));
  }

  @Test
  void aReportWithoutDirectoryIsRefused() throws IOException {
    Run run = execute(List.of(new Failing()), smallCase().toString(), "--report", "");
    assertEquals(2, run.status());
    assertEquals(
        "lockstep: --report: found ''; allowed: the path of a directory", run.err().strip());
  }

  @Test
  void aReportDirectoryOfAnotherRunIsRefusedUntilThatRunEnds() throws IOException {
    try (ReportClaim other = ReportClaim.of(report())) {
      Run run = verify(List.of(new Failing()), smallCase());
      assertEquals(2, run.status());
      assertEquals(
          "lockstep: --report: cannot write the report to "
              + other.directory()
              + ": another run is writing there; give each a directory of its own",
          run.err().strip());
    }
    assertEquals(0, verify(List.of(new ReferenceBackend()), smallCase()).status());
  }

  /** A file may have any name; what it is called is told and does not act on the terminal. */
  @Test
  void noFileNameReachesTheTerminalRaw() throws IOException {
    Path evil = directory.resolve("a\u001b]0;title\u0007\nb.json");
    Files.copy(smallCase(), evil);
    Run good = verify(List.of(new WrongInOneRow()), evil);
    Files.writeString(evil, "{}");
    Run bad = verify(List.of(new WrongInOneRow()), evil);
    String all = good.out() + good.err() + bad.out() + bad.err();
    assertAll(
        () -> assertEquals(1, good.status(), good.err()),
        () -> assertEquals(2, bad.status()),
        () -> assertEquals(1, bad.err().lines().count(), bad.err()),
        () -> assertTrue(bad.err().contains("a\\u001b]0;title\\u0007\\u000ab.json"), bad.err()),
        () ->
            assertTrue(
                all.codePoints().allMatch(c -> c == '\n' || !Character.isISOControl(c)), all));
  }

  @Test
  void aCaseTooLargeForTheMemoryIsUnsupportedWithWhatItNeedsAndTheOthersStand() throws IOException {
    Path large = directory.resolve("large.json");
    Files.writeString(
        large,
        Files.readString(smallCase())
            .replace("\"small\"", "\"large\"")
            .replace("\"epochs\": 3", "\"epochs\": 1073741823"));
    Run run = verify(List.of(new ReferenceBackend(), new Failing()), smallCase(), large.toString());
    assertAll(
        () -> assertEquals(3, run.status(), run.err()),
        () -> assertTrue(run.out().contains("large reference: UNSUPPORTED"), run.out()),
        () ->
            assertTrue(
                run.out().matches("(?s).*its numbers need about \\d+\\.\\d GiB of memory.*"),
                run.out()),
        () -> assertTrue(run.out().contains("1 EQUIVALENT, 2 UNSUPPORTED, 1 ERROR"), run.out()));
  }

  @Test
  void aTrainingThatMovesNothingShowsNothing() throws IOException {
    Path still = smallCase();
    Files.writeString(
        still,
        Files.readString(still).replace("\"learningRate\": 0.1", "\"learningRate\": 4.9e-324"));
    Run run = verify(List.of(new ReferenceBackend()), still);
    assertAll(
        () -> assertEquals(3, run.status(), run.out()),
        () -> assertTrue(run.out().contains("reference: ERROR"), run.out()),
        () ->
            assertTrue(
                run.out().contains("learning rate 4.9E-324 moves no parameter by more"), run.out()),
        () -> assertFalse(run.out().contains("decimal"), run.out()));
  }

  @Test
  void aReportDirectoryThatCannotBeMadeEndsWithStatusTwo() throws IOException {
    Path file = Files.writeString(directory.resolve("report"), "in the way");
    Run run = verify(List.of(new Failing()), smallCase());
    assertAll(
        () -> assertEquals(2, run.status()),
        () -> assertTrue(run.err().contains("--report: cannot write the report to " + file)),
        () -> assertEquals("in the way", Files.readString(file)));
  }

  /** Of hundreds of characters, a page draws some, and says so. */
  @Test
  void aLargeVocabularyMakesNoLargePage() throws IOException {
    List<String> entries =
        IntStream.range(0, 500).mapToObj(i -> Character.toString(0x4e00 + i)).toList();
    Path file = directory.resolve("large.json");
    TrainingCase large =
        ExampleCases.of(
            CellKind.RNN,
            1,
            String.join("", entries.subList(0, 12)),
            String.join("", entries),
            new OptimizerSpec.Sgd(0.1),
            1);
    CaseWriter.write(large, file);
    Run run = verify(List.of(new ReferenceBackend()), file);
    String page = Files.readString(report().resolve("index.html"));
    assertAll(
        () -> assertTrue(run.status() != 2, run.err()),
        () -> assertTrue(page.contains("Shown are 40 of 500 characters"), run.out()),
        () -> assertTrue(page.length() < 1_000_000, () -> page.length() + " characters"));
  }

  private Path report() {
    return directory.resolve("report");
  }

  private Path smallCase() throws IOException {
    return Files.writeString(
        directory.resolve("small.json"),
        """
        {
          "name": "small",
          "source": "made for this test",
          "task": { "text": "abcabb", "repeat": 2, "vocabulary": ["a", "b", "c"] },
          "model": { "cell": "rnn", "hidden": 4 },
          "init": { "seed": 7 },
          "training": { "epochs": 3, "optimizer": "adam", "learningRate": 0.1 }
        }
        """);
  }

  @Test
  void whatTakesMoreThanInAnEarlierReportIsWarnedOf() throws Exception {
    Path caseFile = smallCase();
    List<Backend> reference = List.of(new ReferenceBackend());
    Run first = verify(reference, caseFile);
    assertEquals(0, first.status(), first.err());
    Path earlier = directory.resolve("earlier.json");
    String report = Files.readString(report().resolve("report.json"));
    Files.writeString(
        earlier, report.replaceFirst("(?s)(\"drift\".*?\"maxExcess\" : )[0-9.E-]+", "$1" + 0.01));
    Run second = verify(reference, caseFile, "--baseline", earlier.toString());
    assertEquals(0, second.status(), second.err());
    assertTrue(second.err().contains("warning: small reference: drift takes "), second.err());
    assertTrue(second.err().contains("0.010× in the baseline"), second.err());
  }

  @Test
  void aBaselineThatIsNoneStopsBeforeAnythingIsTrained() throws Exception {
    Path none = directory.resolve("none.json");
    Run run = verify(List.of(new ReferenceBackend()), smallCase(), "--baseline", none.toString());
    assertEquals(2, run.status());
    assertEquals("lockstep: " + none + ": found no file\n", run.err());
  }

  private Run verify(List<Backend> backends, Path caseFile, String... further) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of(caseFile.toString(), "--in-process", "--report", report().toString()));
    arguments.addAll(Arrays.asList(further));
    return execute(backends, arguments.toArray(String[]::new));
  }

  private static Run execute(List<Backend> backends, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        new CommandLine(new VerifyCommand(() -> new Backends(backends), false))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    int status = new Failures(command, () -> false).execute(arguments);
    return new Run(status, out.toString(), err.toString());
  }

  private record Run(int status, String out, String err) {}

  private static BackendInfo named(String name) {
    return new BackendInfo(name, "plain Java", "for this test", EnumSet.allOf(CellKind.class));
  }

  /** The reference, but for one row of the softmax. */
  private static final class WrongInOneRow implements Backend {
    @Override
    public BackendInfo info() {
      return named("wrong");
    }

    @Override
    public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
      return new WrongSession(new ReferenceBackend().open(trainingCase, state, execution));
    }
  }

  private record WrongSession(Session right) implements Session {
    @Override
    public StepRecord step() {
      return TamperedStep.with(right.step(), StepTensors.SOFTMAX, WrongSession::wrong);
    }

    /** Moves a hundredth from one character to another. */
    private static Tensor wrong(Tensor softmax) {
      double[] values = softmax.toArray();
      values[WRONG_STEP * 3 + 1] += 0.01;
      values[WRONG_STEP * 3 + 2] -= 0.01;
      return Tensor.of(softmax.shape(), values);
    }

    @Override
    public ModelState state() {
      return right.state();
    }

    @Override
    public void load(ModelState state) {
      right.load(state);
    }

    @Override
    public void close() {
      right.close();
    }
  }

  private static final class Failing implements Backend {
    @Override
    public BackendInfo info() {
      return named("failing");
    }

    @Override
    public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
      throw new IllegalStateException("out of order");
    }
  }
}
