package dev.lockstep.cases;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JsonDocumentTest {
  private static final String VALID =
      """
      {
        "name": "tiny",
        "init": { "seed": 7 },
        "values": [
          [0.1, 0.2],
          [0.3, 0.4]
        ],
        "epochs": 3,
        "optimizer": "adam"
      }
      """;

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("case.json");
  }

  /** Content that is not one JSON value, and the parts of the message about it. */
  record Content(String text, String place, String found) {
    @Override
    public String toString() {
      return found + " at " + place;
    }
  }

  static Stream<Content> contents() {
    String bad = ": found what is not JSON (";
    return Stream.of(
        new Content("", "", ": found an empty file"),
        new Content(" \n\t\n", "", ": found an empty file"),
        new Content(VALID + "\n{}", ":12", ": found more after the end of the object"),
        new Content(VALID + "x", ":11", bad + "Unrecognized token 'x'"),
        new Content(VALID.replace("3,\n", "3\n"), ":9: epochs", bad + "Unexpected character ('\"'"),
        new Content(VALID.replace("0.4]", "0.4,]"), ":6: values[1][2]", bad + "Unexpected"),
        new Content(VALID.replace("7 }", "07 }"), ":3: init.seed", bad + "Invalid numeric value"),
        new Content(VALID.replace("7 }", ".7 }"), ":3: init.seed", bad + "Unexpected character"),
        new Content(VALID.replace("7 }", "7 // }"), ":3: init.seed", bad + "Unexpected character"),
        new Content(VALID.replace("\"tiny\"", "'tiny'"), ":2: name", bad + "Unexpected character"),
        new Content(VALID.replace("tiny", "a\nb"), ":2: name", bad + "Illegal unquoted character"),
        new Content(VALID.replace("tiny", "\\x"), ":2: name", bad + "Unrecognized character esc"),
        new Content(VALID.substring(0, 30), ":3", bad + "Unexpected end-of-input"),
        new Content(VALID.replace("7 }", "7".repeat(2000)), ":3: init.seed", bad + "Number value"),
        new Content("[".repeat(2000), ":1: [0]", bad + "Document nesting depth (65)"),
        new Content(VALID.replace("7 }", "-Infinity }"), ":3: init.seed", ": found -Infinity;"),
        new Content(
            VALID.replace("\"init\"", "\"name\""),
            ":3: name",
            ": found this field a second time (first on line 2); allowed: every field once"));
  }

  @ParameterizedTest
  @MethodSource("contents")
  void contentThatIsNotOneJsonValueIsRefusedInOneLine(Content content) throws IOException {
    Files.writeString(file, content.text());
    String message = refusal(file);
    assertTrue(message.startsWith(file + content.place()), message);
    assertTrue(message.contains(content.found()), message);
    assertTrue(message.contains("; allowed: "), message);
    assertEquals(1, message.lines().count(), message);
    assertFalse(message.contains("REDACTED") || message.contains("+INF"), message);
  }

  @Test
  void theUnchangedContentIsRead() throws IOException {
    Files.writeString(file, VALID);
    JsonValue.JsonObject object = JsonDocument.read(file).asObject("");
    assertEquals(5, object.members().size());
    assertEquals(new Position(file, 8, "epochs"), object.members().get("epochs").at());
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedWithTheirLine() throws IOException {
    Files.write(file, VALID.replace("tiny", "gemäß").getBytes(ISO_8859_1));
    int offset = VALID.indexOf("tiny") + 3;
    assertEquals(
        file
            + ":2: found bytes that are not UTF-8 from offset "
            + offset
            + "; allowed: one JSON object in UTF-8",
        refusal(file));
  }

  @Test
  void aCharacterCutOffAtTheEndOfTheFileIsRefused() throws IOException {
    byte[] bytes = "{\"é".getBytes(UTF_8);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    assertTrue(refusal(file).contains("bytes that are not UTF-8 from offset 2"));
  }

  @Test
  void aMissingFileIsRefused() {
    assertEquals(file + ": found no such file; allowed: a case file", refusal(file));
  }

  @Test
  void aDirectoryIsRefused() {
    assertEquals(directory + ": found a directory; allowed: a case file", refusal(directory));
  }

  private static String refusal(Path file) {
    return assertThrows(InvalidCaseException.class, () -> JsonDocument.read(file)).getMessage();
  }
}
