package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Backends;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.cases.CaseWriter;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.fault.Fault;
import dev.lockstep.fault.FaultCatalogue;
import dev.lockstep.model.ModelState;
import dev.lockstep.report.json.ReportSchema;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class LocateCommandTest {
  private static final TrainingCase SMALL =
      ExampleCases.of(CellKind.RNN, 3, "abacbcddbaacb", "abcd", new OptimizerSpec.Adam(0.1), 4);

  /** Steps so large that rounding decides after three epochs which way it goes. */
  private static final TrainingCase CHAOTIC =
      ExampleCases.of(
          CellKind.LSTM, 3, "abcabbcab".repeat(3), "abcd", new OptimizerSpec.Sgd(1e5), 12);

  @TempDir private Path directory;

  @Test
  void whereTheyPartIsSaidWithStatusOneAndAReport() throws IOException {
    Run run = locate("--backend", "wrong");
    assertAll(
        () -> assertEquals(1, run.status(), run.err()),
        () -> assertTrue(run.out().contains("wrong"), run.out()),
        () -> assertTrue(run.out().contains("epoch 1"), run.out()),
        () -> assertTrue(run.out().contains("Report: " + report().resolve("location.html"))),
        () -> assertEquals(1, location().get("exitStatus").asInt()));
  }

  @ParameterizedTest
  @CsvSource({"right", "reference"})
  void theCommandThatIsPrintedNamesBothSides(String against) throws IOException {
    Run run = locate("--backend", "wrong", "--against", against);
    assertEquals(1, run.status(), run.err());
    assertTrue(run.out().contains("--backend wrong --against " + against), run.out());
  }

  @Test
  void implementationsThatAgreeEndWithStatusZero() throws IOException {
    Run run = locate("--backend", "right", "--against", "reference");
    assertEquals(0, run.status(), run.out() + run.err());
  }

  @Test
  void whatRoundingDecidesEndsWithStatusThreeAndSaysSoInEveryFormat() throws IOException {
    CaseWriter.write(CHAOTIC, directory.resolve("small.json"));
    Run run =
        execute(
            directory.resolve("small.json").toString(),
            "--in-process",
            "--backend",
            "right",
            "--report",
            report().toString());
    String json = location().toPrettyString();
    String page = Files.readString(report().resolve("location.html"));
    assertAll(
        () -> assertEquals(3, run.status(), run.err()),
        () -> assertTrue(run.out().contains("INCONCLUSIVE"), run.out()),
        () -> assertTrue(run.out().contains("after 3 of 12 epochs"), run.out()),
        () -> assertFalse(run.out().contains("do not part"), run.out()),
        () -> assertTrue(json.contains("\"verdict\" : \"INCONCLUSIVE\""), json),
        () -> assertTrue(json.contains("\"exitStatus\" : 3"), json),
        () -> assertTrue(page.contains("INCONCLUSIVE"), page));
  }

  @Test
  void oneThatFailsEndsWithThreeAndOneLine() throws IOException {
    Run run = locate("--backend", "failing");
    assertAll(
        () -> assertEquals(3, run.status()),
        () -> assertEquals("", run.out()),
        () -> assertTrue(run.err().contains("failing: "), run.err()),
        () -> assertTrue(run.err().contains("out of order"), run.err()),
        () -> assertFalse(run.err().contains("\tat "), run.err()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--backend nobody | --backend: found 'nobody'; allowed: reference",
        "--backend wrong --against nobody | --against: found 'nobody'; allowed: reference",
        "--backend reference --against reference | found 'reference' for both",
        "--backend wrong --against wrong | found 'wrong' for both",
        "--backend reference --precision float64 | found 'reference' in float64",
        "--against right | --backend"
      })
  void whatCannotBeComparedEndsWithStatusTwo(String options, String message) throws IOException {
    Run run = locate(options.split(" "));
    assertAll(
        () -> assertEquals(2, run.status(), run.out()),
        () -> assertEquals("", run.out()),
        () -> assertTrue(run.err().contains(message), run.err()),
        () -> assertFalse(Files.exists(report()), "nothing is trained or written"));
  }

  @Test
  void severalCasesAreRefused() throws IOException {
    small();
    Path other = directory.resolve("other.json");
    Files.writeString(other, Files.readString(small()).replace(SMALL.name(), "other"));
    Run run = execute(directory.toString(), "--backend", "wrong");
    assertEquals(2, run.status());
    assertEquals(
        "lockstep: " + directory + ": found 2 cases; allowed: the file of one case",
        run.err().strip());
  }

  private JsonNode location() throws IOException {
    return ReportSchema.valid("locate", report().resolve("location.json"));
  }

  private Path report() {
    return directory.resolve("report");
  }

  private Path small() throws IOException {
    Path file = directory.resolve("small.json");
    CaseWriter.write(SMALL, file);
    return file;
  }

  private Run locate(String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(small().toString(), "--in-process"));
    arguments.addAll(List.of("--report", report().toString()));
    arguments.addAll(List.of(options));
    return execute(arguments.toArray(String[]::new));
  }

  private static Run execute(String... arguments) {
    List<Backend> backends =
        List.of(new ReferenceBackend(), new Right(), new Wrong(), new Failing());
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        new CommandLine(new LocateCommand(() -> new Backends(backends)))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    int status = new Failures(command, () -> false).execute(arguments);
    return new Run(status, out.toString(), err.toString());
  }

  private record Run(int status, String out, String err) {}

  private static BackendInfo named(String name) {
    return new BackendInfo(name, "plain Java", "for this test", Set.of(CellKind.values()));
  }

  /** The reference under another name. */
  private static final class Right implements Backend {
    @Override
    public BackendInfo info() {
      return named("right");
    }

    @Override
    public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
      return new ReferenceBackend().open(trainingCase, state, execution);
    }
  }

  /** The reference with a summed loss. */
  private static final class Wrong implements Backend {
    @Override
    public BackendInfo info() {
      return named("wrong");
    }

    @Override
    public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
      Fault summed =
          FaultCatalogue.WHOLE.applicableTo(trainingCase).stream()
              .filter(fault -> fault.id().equals("loss-summed"))
              .findFirst()
              .orElseThrow();
      return summed
          .variant()
          .open(trainingCase, state, execution.precision(), Rounding.to(execution.precision()));
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
