package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lockstep.report.json.ReportSchema;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
  private static final Path GOLDEN = Path.of("golden", "recordings", "cnn-sgd");

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int explain(Path recording) {
    return Main.run(
        new PrintWriter(out, true),
        new PrintWriter(err, true),
        "explain",
        recording.toString(),
        "--report",
        directory.resolve("report").toString());
  }

  private JsonNode report() throws IOException {
    return ReportSchema.valid("explain", directory.resolve("report").resolve("report.json"));
  }

  private Path copied(String from, String to) throws IOException {
    Path copy = Files.createDirectory(directory.resolve("recording"));
    try (Stream<Path> files = Files.list(GOLDEN)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    Path facts = copy.resolve("recording.json");
    Files.writeString(facts, Files.readString(facts).replace(from, to));
    return copy;
  }

  @Test
  void whatATrainingDidIsReportedBesideWhatItSays() throws IOException {
    assertEquals(0, explain(GOLDEN), err::toString);
    JsonNode update = report().get("update");
    assertEquals("sgd", update.get("rule").asText());
    JsonNode parameters = update.get("parameters");
    assertEquals(0.02, parameters.get("lr").asDouble());
    assertEquals(0.9, parameters.get("momentum").asDouble());
    assertEquals(0.001, parameters.get("weight_decay").asDouble());
    assertEquals(0, parameters.get("dampening").asDouble());
    assertFalse(parameters.get("nesterov").asBoolean(true));
    assertTrue(update.get("excess").asDouble() <= 1);
    assertTrue(out.toString().startsWith("Every update is sgd's, within rounding"), out::toString);
    assertTrue(Files.exists(directory.resolve("report").resolve("summary.md")));
  }

  @Test
  void aSettingThatTheUpdatesContradictEndsWithOne() throws IOException {
    assertEquals(1, explain(copied("\"lr\": 0.02", "\"lr\": 0.03")), err::toString);
    assertTrue(out.toString().contains("lr: says 0.03, did 0.02 ± "), out::toString);
    assertEquals("lr", report().get("contradictions").get(0).get("name").asText());
  }

  @Test
  void aRuleThatTheUpdatesContradictEndsWithOne() throws IOException {
    assertEquals(1, explain(copied("\"name\": \"sgd\"", "\"name\": \"adamw\"")), err::toString);
    assertTrue(out.toString().contains("name: says adamw, did sgd"), out::toString);
  }

  @Test
  void aRecordingThatCannotBeReadEndsWithTwoAndOneLine() {
    assertEquals(2, explain(directory.resolve("none")));
    assertEquals(1, err.toString().lines().count(), err::toString);
    assertTrue(err.toString().contains("no such folder"), err::toString);
  }

  @Test
  void aRecordingThatTellsNothingEndsWithThree() throws IOException {
    Path copy = copied("", "");
    for (int step = 1; step <= 6; step += 2) {
      Files.delete(copy.resolve("step-00000" + step + ".safetensors"));
    }
    assertEquals(3, explain(copy), err::toString);
    assertTrue(out.toString().startsWith("Nothing can be told: "), out::toString);
    assertTrue(report().get("update").get("rule").isNull());
  }
}
