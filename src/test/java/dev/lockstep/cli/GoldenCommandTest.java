package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Backends;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.CaseReader;
import dev.lockstep.cases.CaseWriter;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.GoldenOrigin;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.golden.CaseProposal;
import dev.lockstep.golden.RecordingProposal;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.Parameters;
import dev.lockstep.recording.Recorder;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.RecordingFolder;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class GoldenCommandTest {
  private static final Map<String, String> AT_A_DESK = Map.of();

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path caseFile;

  @BeforeEach
  void writeCase() throws IOException {
    caseFile = directory.resolve("small.json");
    TrainingCase small =
        ExampleCases.of(CellKind.RNN, 3, "abcab", "abc", new OptimizerSpec.Sgd(0.1), 2);
    CaseWriter.write(small, caseFile);
  }

  @Test
  void aFirstArrayIsProposedAndAcceptedAndThenVerifies() throws IOException {
    assertEquals(0, propose("--from", "reference"), err::toString);
    assertTrue(
        out.toString().contains("a first array, 4 rows from row 0, 6 decimals"), out::toString);
    assertTrue(CaseReader.read(caseFile).golden().isEmpty());
    assertEquals(0, accept(caseFile.toString()), err::toString);
    assertFalse(proposal().exists());
    assertEquals(4, CaseReader.read(caseFile).golden().orElseThrow().rows());
    assertEquals(0, verify(), err::toString);
  }

  @Test
  void aProposalTellsWhatWouldChangeAndLeavesTheGoldenAsItIs() throws IOException {
    acceptFirst();
    String text = Files.readString(caseFile);
    int end = text.indexOf(']', text.indexOf("[0.", text.indexOf("\"values\"")));
    Files.writeString(caseFile, text.substring(0, end - 8) + "0.777777" + text.substring(end));
    byte[] present = Files.readAllBytes(caseFile);
    assertEquals(0, propose("--from", "reference"), err::toString);
    assertTrue(out.toString().contains(": 1 of 12 values would change\n"), out::toString);
    assertTrue(out.toString().contains("furthest  row 0, c: 0.777777 becomes 0."), out::toString);
    assertArrayEquals(present, Files.readAllBytes(caseFile));
    assertEquals(
        text, Files.readString(proposal().file()).replaceAll("20..-..-..T..:..:..Z", date(text)));
  }

  private static String date(String text) {
    return text.replaceAll("(?s).*\"date\": \"([^\"]*)\".*", "$1");
  }

  @Test
  void aProposalSaysHowItWasMade() {
    assertEquals(0, propose("--from", "reference", "--precision", "float64"), err::toString);
    GoldenOrigin origin = GoldenOrigin.in(proposal().file()).orElseThrow();
    assertEquals("reference", origin.implementation());
    assertEquals(new ReferenceBackend().info().library(), origin.library());
    assertEquals("float64 on cpu", origin.computed());
    assertEquals("7", origin.seed());
    assertTrue(origin.machine().contains(System.getProperty("os.arch")), origin.machine());
    assertTrue(origin.jdk().contains(Runtime.version().toString()), origin.jdk());
    assertTrue(origin.date().matches("20..-..-..T..:..:..Z"), origin.date());
    assertTrue(
        origin.tolerance().startsWith("a value stands for itself ± 0.0000005,"),
        origin.tolerance());
    assertEquals(GoldenOrigin.digest(CaseReader.read(caseFile)), origin.trained());
  }

  @Test
  void aProposalForACaseThatWasChangedSinceIsRefused() throws IOException {
    assertEquals(0, propose("--from", "reference"), err::toString);
    Files.writeString(
        caseFile, Files.readString(caseFile).replace("\"epochs\": 2", "\"epochs\": 3"));
    byte[] present = Files.readAllBytes(caseFile);
    assertEquals(2, accept(caseFile.toString()));
    assertTrue(err.toString().contains("changed since; propose it again"), err::toString);
    assertArrayEquals(present, Files.readAllBytes(caseFile));
  }

  @Test
  void whatTrainsToNaNIsNotProposed() {
    assertEquals(3, propose("--from", "nan"));
    assertTrue(err.toString().contains("NaN"), err::toString);
    assertFalse(proposal().exists());
  }

  @Test
  void aBuildWritesNoGolden() throws IOException {
    assertEquals(0, propose("--from", "reference"), err::toString);
    byte[] proposed = Files.readAllBytes(proposal().file());
    byte[] present = Files.readAllBytes(caseFile);
    Map<String, String> build = Map.of("CI", "true");
    err.getBuffer().setLength(0);
    assertEquals(
        2,
        run(
            new GoldenProposeCommand(this::backends, build),
            caseFile.toString(),
            "--from",
            "reference",
            "--decimals",
            "2"));
    assertEquals(2, run(new GoldenAcceptCommand(build), caseFile.toString()));
    assertEquals(
        List.of(
            "lockstep: golden propose: found CI=true in the environment; allowed: outside of builds,"
                + " which must not move what they are held to",
            "lockstep: golden accept: found CI=true in the environment; allowed: outside of builds,"
                + " which must not move what they are held to"),
        err.toString().lines().toList());
    assertArrayEquals(proposed, Files.readAllBytes(proposal().file()));
    assertArrayEquals(present, Files.readAllBytes(caseFile));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "false"})
  void aMachineThatSaysItIsNoBuildIsNone(String ci) {
    Map<String, String> environment = Map.of("CI", ci);
    assertEquals(
        0,
        run(
            new GoldenProposeCommand(this::backends, environment),
            caseFile.toString(),
            "--from",
            "reference",
            "--in-process"),
        err::toString);
  }

  @Test
  void aNameThatNothingProposedHasIsRefused() {
    assertEquals(2, accept("nothing-of-that-name"));
    assertTrue(err.toString().contains("NAME: found 'nothing-of-that-name'"), err::toString);
  }

  @Test
  void aRecordingIsProposedAndAcceptedLikeAnArray() throws IOException {
    Path golden = record("golden", 1, "by hand");
    Path other = record("other", 2, "by hand");
    assertEquals(
        0,
        run(
            new GoldenProposeCommand(this::backends, AT_A_DESK),
            golden.toString(),
            "--from",
            other.toString()),
        err::toString);
    assertTrue(out.toString().contains(golden + ": 1 of 3 values would change\n"), out::toString);
    assertTrue(
        out.toString()
            .contains("furthest  step 1, parameter/w [1]: 1.00000 becomes 2.00000, by 1.00\n"),
        out::toString);
    assertEquals(1, weight(golden));
    assertEquals(0, accept(golden.toString()), err::toString);
    assertEquals(2, weight(golden));
    assertFalse(new RecordingProposal(golden).exists());
  }

  @Test
  void theListTellsWhatIsStaleUnusedProposedAndUnsourced() throws IOException {
    acceptFirst();
    Files.writeString(
        caseFile, Files.readString(caseFile).replace("\"epochs\": 2", "\"epochs\": 3"));
    Path copy = directory.resolve("nameless.json");
    Files.writeString(
        copy,
        Files.readString(caseFile)
            .replace("example-rnn", "nameless")
            .replaceAll("\"source\": \"[^\"]*\"", "\"source\": \"\"")
            .replaceAll("(?s),\\s*\"notes\": \\{.*\\}\\s*\\}\\s*\\}\\s*\\}\\s*\\}", "}}}"));
    Path used = record("used", 1, "");
    Path unused = record("unused", 1, "by hand");
    Path tests = Files.createDirectory(directory.resolve("tests"));
    Files.writeString(tests.resolve("UserTest.java"), "@Golden(\"golden/used\") \"unused-2\"");
    new RecordingProposal(used).write(unused);
    assertEquals(0, list(tests), err::toString);
    assertEquals(
        List.of(
            "State|Golden|Why",
            "unsourced|" + copy + "|it has neither a source nor an origin in its notes",
            "stale|" + caseFile + "|the case has been changed since its array was made",
            "unused|" + unused + "|no file in " + tests + " names it",
            "proposed|" + used + "|by " + used + ".proposed",
            "unsourced|" + used + "|recording.json has no source",
            "4 goldens: 1 stale, 1 unused, 1 proposed, 2 unsourced"),
        out.toString().lines().map(line -> line.replaceAll("  +", "|")).toList());
  }

  @Test
  void anArrayMadeWithAnotherVersionOfTheLibraryIsStale() throws IOException {
    acceptFirst();
    String library = new ReferenceBackend().info().library();
    Files.writeString(
        caseFile,
        Files.readString(caseFile).replace("\"library\": \"" + library, "\"library\": \"Java 1"));
    assertEquals(0, list(directory), err::toString);
    assertTrue(
        out.toString()
            .contains("made by reference with Java 1, which computes with " + library + " now"),
        out::toString);
  }

  private void acceptFirst() {
    assertEquals(0, propose("--from", "reference"), err::toString);
    assertEquals(0, accept(caseFile.toString()), err::toString);
    out.getBuffer().setLength(0);
  }

  private CaseProposal proposal() {
    return new CaseProposal(caseFile);
  }

  private Path record(String name, float second, String source) {
    Path folder = directory.resolve(name);
    RecordingFacts facts = RecordingFacts.of(name, ElementType.F32).withSource(source);
    try (Recorder recorder = Recorder.create(folder, facts)) {
      recorder.beginStep(1);
      recorder.loss("loss", 0.5);
      recorder.parameter("w", Shape.of(2), new float[] {7, second});
      recorder.finish();
    }
    return folder;
  }

  private static double weight(Path recording) {
    try (RecordingFolder folder = RecordingFolder.open(recording)) {
      return folder.step(1).entrySet().stream()
          .filter(tensor -> tensor.getKey().toString().equals("parameter/w"))
          .findFirst()
          .orElseThrow()
          .getValue()
          .at(1);
    }
  }

  private int propose(String... options) {
    String[] arguments = new String[options.length + 2];
    arguments[0] = caseFile.toString();
    arguments[1] = "--in-process";
    System.arraycopy(options, 0, arguments, 2, options.length);
    return run(new GoldenProposeCommand(this::backends, AT_A_DESK), arguments);
  }

  private int accept(String name) {
    return run(new GoldenAcceptCommand(AT_A_DESK), name);
  }

  private int list(Path users) {
    return run(
        new GoldenListCommand(this::backends), directory.toString(), "--used-in", users.toString());
  }

  private int verify() {
    return run(
        new VerifyCommand(this::backends, false),
        caseFile.toString(),
        "--backend",
        "reference",
        "--in-process",
        "-q",
        "--report",
        directory.resolve("report").toString());
  }

  private Backends backends() {
    return new Backends(List.of(new ReferenceBackend(), new NaN()));
  }

  private int run(Object command, String... arguments) {
    CommandLine commandLine =
        new CommandLine(command).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Failures(commandLine, () -> false).execute(arguments);
  }

  /** An implementation whose weights are no numbers from the start. */
  private static final class NaN implements Backend {
    @Override
    public BackendInfo info() {
      BackendInfo reference = new ReferenceBackend().info();
      return new BackendInfo("nan", reference.library(), "NaN", reference.cells());
    }

    @Override
    public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
      ModelState broken =
          new ModelState(
              Parameters.of(
                  state.parameters().layout(),
                  name -> state.parameters().get(name).map(value -> Double.NaN)),
              state.moments(),
              state.stepCount());
      return new ReferenceBackend().open(trainingCase, broken, execution);
    }
  }
}
