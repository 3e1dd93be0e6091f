package dev.lockstep.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseEditorTest {
  private static final GoldenOrigin ORIGIN =
      new GoldenOrigin("mine", "Mine 1", "float32", "p", "m", "j", "7", "today", "t \"q\"", "sha");
  private static final String OWN =
      "\"name\": \"x\", \"task\": {\"text\": \"ab\\\\a\", \"repeat\": 1, \"vocabulary\": [\"a\", \"b\","
          + " \"\\\\\"]}, \"model\": {\"cell\": \"rnn\", \"hidden\":1},\n  \"init\": {\"seed\": 1},"
          + " \"training\": {\"epochs\":1, \"optimizer\": \"sgd\", \"learningRate\": 1.0e0}";
  private static final String SOFTMAX =
      "\"expected\": {\"softmax\": {\"firstRow\": 0, \"decimals\": 1, \"values\": [[1.0, 0.0, 0.0]]},"
          + " \"notes\": {\"old\": 1}}";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{OWN, \"source\": \"old 🙂\", SOFTMAX}",
        "{SOFTMAX, OWN, \"notes\": {\"kept\": [1]}, \"source\": \"old 🙂\"}",
        "\uFEFF{\"source\": \"\", OWN,\r\n \"notes\": {\"kept\": \"}\"}}",
        "{OWN, \"source\": \"\"}"
      })
  void onlySourceAndArrayAreReplaced(String form) throws IOException {
    Path file = directory.resolve("case.json");
    String text = form.replace("OWN", OWN).replace("SOFTMAX", SOFTMAX);
    Files.writeString(file, text);
    TrainingCase before = CaseReader.read(file);
    GoldenArray golden =
        new GoldenArray(1, 2, Tensor.of(Shape.of(1, 3), new double[] {0.25, 0.75, 0}));
    String edited = CaseEditor.withGolden(file, "new \"source\"", golden, ORIGIN);
    Files.writeString(file, edited);
    TrainingCase after = CaseReader.read(file);
    assertEquals("new \"source\"", after.source());
    assertEquals(golden, after.golden().orElseThrow());
    assertEquals(GoldenOrigin.digest(before), GoldenOrigin.digest(after));
    assertEquals(ORIGIN, GoldenOrigin.in(file).orElseThrow());
    String expected = ",\n  \"expected\": " + CaseWriter.expected(golden, Optional.of(ORIGIN));
    String back =
        edited
            .replace("\"new \\\"source\\\"\"", text.contains("old 🙂") ? "\"old 🙂\"" : "\"\"")
            .replace(expected, "")
            .replace(expected.substring(expected.indexOf('"')), SOFTMAX);
    assertEquals(text.replace("\uFEFF", ""), back);
  }

  @Test
  void anArrayOfAnotherHandHasNoOrigin() throws IOException {
    Path file = directory.resolve("case.json");
    Files.writeString(file, "{" + OWN + ", \"source\": \"\", " + SOFTMAX + "}");
    assertEquals(Optional.empty(), GoldenOrigin.in(file));
  }
}
