package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Backends;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.CaseWriter;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.worker.MisbehavingBackend;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The whole command with an implementation that goes wrong beside one that does not. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the worker is killed with kill")
class VerifyFaultTest {
  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int verify(Path report, String misbehaviour) throws Exception {
    TrainingCase example =
        ExampleCases.of(CellKind.LSTM, 3, "abacbcddbaacb", "abcd", new OptimizerSpec.Adam(0.05), 4);
    TrainingCase killing =
        new TrainingCase(
            "killing",
            misbehaviour,
            example.task(),
            example.cell(),
            example.hidden(),
            example.seed(),
            example.epochs(),
            example.optimizer(),
            Optional.empty());
    Path file = directory.resolve("한글 케이스.json");
    CaseWriter.write(killing, file);
    Backends backends = new Backends(List.of(new ReferenceBackend(), new MisbehavingBackend()));
    CommandLine command =
        new CommandLine(new VerifyCommand(() -> backends, false))
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err));
    return new Failures(command, () -> false)
        .execute(file.toString(), "--precision", "float64", "--report", report.toString());
  }

  @Test
  void aKilledImplementationIsAnErrorAndTheOthersResultStands() throws Exception {
    Path report = directory.resolve("report");
    assertEquals(3, verify(report, "KILLED"));
    String json = Files.readString(report.resolve("report.json"));
    assertTrue(json.contains("was killed by SIGKILL"), json);
    assertEquals(List.of("EQUIVALENT", "ERROR"), verdicts(json));
  }

  @Test
  void theSameInTurkish() throws Exception {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    try {
      aKilledImplementationIsAnErrorAndTheOthersResultStands();
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aReportDirectoryThatCannotBeMadeStopsBeforeAnythingIsTrained() throws Exception {
    Path file = Files.createFile(directory.resolve("a file"));
    assertEquals(2, verify(file.resolve("report"), "NONE"));
    assertTrue(err.toString().contains("--report: cannot write"), err.toString());
    assertEquals("", out.toString());
  }

  private static List<String> verdicts(String json) {
    return Pattern.compile("\"verdict\"\\s*:\\s*\"(\\w+)\"")
        .matcher(json)
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}
