package dev.lockstep.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CaseReaderRefusalTest {
  private static final String VALID =
      """
      {
        "name": "tiny",
        "source": "made up",
        "task": {
          "text": "abb",
          "repeat": 2,
          "vocabulary": ["a", "b", "c"]
        },
        "model": { "cell": "rnn", "hidden": 2 },
        "init": { "seed": 7 },
        "training": {
          "epochs": 3,
          "optimizer": "adam",
          "learningRate": 0.1
        },
        "expected": {
          "softmax": {
            "firstRow": 3,
            "decimals": 1,
            "values": [
              [0.1, 0.2, 0.7],
              [0.0, 0.5, 0.5]
            ]
          }
        }
      }
      """;

  private static final String NAME =
      "1 to 200 of the characters A-Z a-z 0-9 - _ . (but not . or .. alone)";
  private static final String TEXT = "a text of characters in the vocabulary";
  private static final String KNOWN = "the characters of task.vocabulary: \"a\", \"b\", \"c\"";
  private static final String ENTRY =
      "strings of one character (Unicode code point) each, without duplicates";
  private static final String IN_ALL =
      "from 2 to 2147483647 characters in all, the text times repeat";
  private static final String EPOCHS = "an integer from 1 to 1073741823";
  private static final String POSITIVE = "an integer from 1 to 2147483647";
  private static final String HIDDEN = "an integer from 1 to 46340";
  private static final String CELLS = "rnn, rnn-relu, lstm, gru";
  private static final String SEED = "an integer from -9223372036854775808 to 18446744073709551615";
  private static final String RATE = "a number above 0 that a double can hold";
  private static final String ROWS = "rows within 0 to 4, one a step, at least one";
  private static final String ROW = "an array of 3 numbers, one for each entry of task.vocabulary";
  private static final String VALUE = "a number from 0 to 1";
  private static final String FREE = "; any field only inside an object named reference or notes";
  private static final String MISSING = "nothing: the field is missing";

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("case.json");
  }

  /** One change that makes the valid file invalid, and what the message says of it. */
  record Change(String from, String to, int line, String field, String found, String allowed) {
    String message(Path file) {
      return file + ":" + line + ": " + field + ": found " + found + "; allowed: " + allowed;
    }

    @Override
    public String toString() {
      return field + ": found " + found;
    }
  }

  private static Change change(
      String from, String to, int line, String field, String found, String allowed) {
    return new Change(from, to, line, field, found, allowed);
  }

  static Stream<Change> names() {
    String from = "\"tiny\"";
    return Stream.of(
        change(from, "8", 2, "name", "8", NAME),
        change(from, "null", 2, "name", "null", NAME),
        change(from, "\"\"", 2, "name", "the string \"\"", NAME),
        change(from, "\".\"", 2, "name", "the string \".\"", NAME),
        change(from, "\"..\"", 2, "name", "the string \"..\"", NAME),
        change(from, "\"../x\"", 2, "name", "the string \"../x\"", NAME),
        change(from, "\"a b\"", 2, "name", "the string \"a b\"", NAME),
        change(from, "\"é\"", 2, "name", "the string \"é\"", NAME),
        change(from, "\"a\\n\"", 2, "name", "the string \"a\\u000a\"", NAME),
        change(
            from,
            '"' + "n".repeat(201) + '"',
            2,
            "name",
            "the string \"" + "n".repeat(40) + "\"... (201 characters)",
            NAME));
  }

  static Stream<Change> tasks() {
    String text = "\"abb\"";
    String entries = "\"a\", \"b\", \"c\"";
    return Stream.of(
        change(text, "[]", 5, "task.text", "an array", TEXT),
        change(text, "\"abd\"", 5, "task.text", "\"d\" (U+0064) at index 2", KNOWN),
        change(text, "\"😀\"", 5, "task.text", "\"😀\" (U+1F600) at index 0", KNOWN),
        change(
            text,
            "\"a\\ud83d\"",
            5,
            "task.text",
            "the string \"a\\ud83d\" with half a surrogate pair",
            TEXT),
        change(text, "\"\"", 5, "task.text", "\"\" repeated 2 times", IN_ALL),
        change(
            "\"text\": \"abb\",\n    \"repeat\": 2",
            "\"text\": \"a\",\n    \"repeat\": 1",
            5,
            "task.text",
            "\"a\" repeated 1 times",
            IN_ALL),
        change("t\": 2", "t\": 0", 6, "task.repeat", "0", POSITIVE),
        change("t\": 2", "t\": -1", 6, "task.repeat", "-1", POSITIVE),
        change("t\": 2", "t\": 2.0", 6, "task.repeat", "2.0", POSITIVE),
        change("t\": 2", "t\": 2147483648", 6, "task.repeat", "2147483648", POSITIVE),
        change(
            "t\": 2",
            "t\": 2147483647",
            6,
            "task.repeat",
            "2147483647 repetitions of 3 characters",
            IN_ALL),
        change(
            "t\": 2",
            "t\": 500000000",
            6,
            "task.repeat",
            "1500000000 characters of 3 numbers each",
            "at most 2147483647 numbers, in characters times width"),
        change(
            "[" + entries + "]",
            "\"abc\"",
            7,
            "task.vocabulary",
            "the string \"abc\"",
            "an array of " + ENTRY),
        change(
            "[" + entries + "]",
            "[]",
            5,
            "task.text",
            "\"a\" (U+0061) at index 0",
            "the characters of task.vocabulary: "),
        change(entries, "\"a\", \"b\", 3", 7, "task.vocabulary[2]", "3", ENTRY),
        change(
            entries,
            "\"a\", \"b\", \"\"",
            7,
            "task.vocabulary[2]",
            "the string \"\" of 0 characters",
            ENTRY),
        change(
            entries,
            "\"a\", \"b\",\n\"cd\"",
            8,
            "task.vocabulary[2]",
            "the string \"cd\" of 2 characters",
            ENTRY),
        change(
            entries,
            "\"a\", \"b\", \"e\\u0301\"",
            7,
            "task.vocabulary[2]",
            "the string \"e\u0301\" of 2 characters",
            ENTRY),
        change(
            entries,
            "\"a\", \"b\", \"\\udc00\"",
            7,
            "task.vocabulary[2]",
            "the string \"\\udc00\" with half a surrogate pair",
            ENTRY),
        change(
            entries,
            "\"a\", \"b\", \"a\"",
            7,
            "task.vocabulary[2]",
            "the string \"a\", which is also task.vocabulary[0]",
            ENTRY));
  }

  static Stream<Change> settings() {
    String hidden = "\"hidden\": 2";
    return Stream.of(
        change("\"rnn\"", "\"transformer\"", 9, "model.cell", "the string \"transformer\"", CELLS),
        change("\"rnn\"", "\"RNN\"", 9, "model.cell", "the string \"RNN\"", CELLS),
        change("\"rnn\"", "true", 9, "model.cell", "true", CELLS),
        change(hidden, "\"hidden\": 0", 9, "model.hidden", "0", HIDDEN),
        change(hidden, "\"hidden\": 1.5", 9, "model.hidden", "1.5", HIDDEN),
        change(hidden, "\"hidden\": \"8\"", 9, "model.hidden", "the string \"8\"", HIDDEN),
        change(hidden, "\"hidden\": null", 9, "model.hidden", "null", HIDDEN),
        change(hidden, "\"hidden\": 1e2", 9, "model.hidden", "1e2", HIDDEN),
        change(hidden, "\"hidden\": 46341", 9, "model.hidden", "46341", HIDDEN),
        change(
            hidden,
            "\"hidden\": 46340",
            9,
            "model.hidden",
            "46340, which makes 2147766323 parameters",
            "at most 2147483647 parameters"),
        change("7 }", "7.0 }", 10, "init.seed", "7.0", SEED),
        change("7 }", "\"7\" }", 10, "init.seed", "the string \"7\"", SEED),
        change("7 }", "18446744073709551616 }", 10, "init.seed", "18446744073709551616", SEED),
        change("7 }", "-9223372036854775809 }", 10, "init.seed", "-9223372036854775809", SEED),
        change("s\": 3", "s\": 0", 12, "training.epochs", "0", EPOCHS),
        change("s\": 3", "s\": {}", 12, "training.epochs", "an object", EPOCHS),
        change("s\": 3", "s\": 2147483647", 12, "training.epochs", "2147483647", EPOCHS),
        change(
            "\"adam\"", "\"Adam\"", 13, "training.optimizer", "the string \"Adam\"", "adam, sgd"),
        change("\"adam\"", "1", 13, "training.optimizer", "1", "adam, sgd"),
        change("e\": 0.1", "e\": 0", 14, "training.learningRate", "0", RATE),
        change("e\": 0.1", "e\": -0.1", 14, "training.learningRate", "-0.1", RATE),
        change("e\": 0.1", "e\": 1e999", 14, "training.learningRate", "1e999", RATE),
        change("e\": 0.1", "e\": 1e-999", 14, "training.learningRate", "1e-999", RATE),
        change("e\": 0.1", "e\": \"0.1\"", 14, "training.learningRate", "the string \"0.1\"", RATE),
        change("e\": 0.1", "e\": NaN", 14, "training.learningRate", "NaN", "a finite number"),
        change(
            "e\": 0.1",
            "e\": -Infinity",
            14,
            "training.learningRate",
            "-Infinity",
            "a finite number"));
  }

  static Stream<Change> goldenArrays() {
    String softmax = "expected.softmax";
    String firstRow = softmax + ".firstRow";
    String decimals = softmax + ".decimals";
    String values = softmax + ".values";
    String all = "[\n        [0.1, 0.2, 0.7],\n        [0.0, 0.5, 0.5]\n      ]";
    return Stream.of(
        change("w\": 3", "w\": -1", 18, firstRow, "-1", "an integer from 0 to 4"),
        change("w\": 3", "w\": 5", 18, firstRow, "5", "an integer from 0 to 4"),
        change("w\": 3", "w\": 4", 20, values, "rows 4 to 5", ROWS),
        change("s\": 1", "s\": -1", 19, decimals, "-1", "an integer from 0 to 17"),
        change("s\": 1", "s\": 18", 19, decimals, "18", "an integer from 0 to 17"),
        change(all, "0.5", 20, values, "0.5", ROWS),
        change(all, "[]", 20, values, "an empty array", ROWS),
        change("[0.0, 0.5, 0.5]", "0.5", 22, values + "[1]", "0.5", ROW),
        change("[0.0, 0.5, 0.5]", "[]", 22, values + "[1]", "0 elements", ROW),
        change("0.0, 0.5, 0.5", "0.0, 1.0", 22, values + "[1]", "2 elements", ROW),
        change("0.0, 0.5, 0.5", "0, 0, 0, 1", 22, values + "[1]", "4 elements", ROW),
        change("0.2", "\"0.2\"", 21, values + "[0][1]", "the string \"0.2\"", VALUE),
        change("0.2", "null", 21, values + "[0][1]", "null", VALUE),
        change("0.2", "1.051", 21, values + "[0][1]", "1.051", VALUE),
        change("0.2", "-0.051", 21, values + "[0][1]", "-0.051", VALUE),
        change("0.2", "1e999", 21, values + "[0][1]", "1e999", VALUE),
        change("0.2", "NaN", 21, values + "[0][1]", "NaN", "a finite number"));
  }

  static Stream<Change> fields() {
    String known = "name, source, task, model, init, training, expected";
    String softmax =
        "\"softmax\": {\n      \"firstRow\": 3,\n      \"decimals\": 1,\n      \"values\": [\n        [0.1, 0.2, 0.7],\n        [0.0, 0.5, 0.5]\n      ]\n    }";
    return Stream.of(
        change("  \"name\": \"tiny\",\n", "", 1, "name", MISSING, NAME),
        change(
            "  \"source\": \"made up\",\n",
            "",
            1,
            "source",
            MISSING,
            "a text that says where the expected numbers come from"),
        change("    \"repeat\": 2,\n", "", 4, "task.repeat", MISSING, POSITIVE),
        change("  \"init\": { \"seed\": 7 },\n", "", 1, "init", MISSING, "an object with seed"),
        change("\"seed\": 7", "", 10, "init.seed", MISSING, SEED),
        change("{ \"seed\": 7 }", "[7]", 10, "init", "an array", "an object with seed"),
        change(
            softmax,
            "",
            16,
            "expected.softmax",
            MISSING,
            "an object with firstRow, decimals, values"),
        change(
            "      \"decimals\": 1,\n",
            "",
            17,
            "expected.softmax.decimals",
            MISSING,
            "an integer from 0 to 17"),
        change(
            "\"source\"",
            "\"comment\": 1, \"source\"",
            3,
            "comment",
            "an unknown field",
            known + FREE),
        change(
            "\"hidden\"",
            "\"layers\": 1, \"hidden\"",
            9,
            "model.layers",
            "an unknown field",
            "cell, hidden" + FREE),
        change(
            "\"hidden\"",
            "\"a\\nb\": 1, \"hidden\"",
            9,
            "model.a\\u000ab",
            "an unknown field",
            "cell, hidden" + FREE),
        change(
            "\"hidden\"",
            "\"notes\": \"x\", \"hidden\"",
            9,
            "model.notes",
            "the string \"x\"",
            "an object, whose fields are free"),
        change(
            "\"hidden\"",
            "\"notes\": { \"x\": NaN }, \"hidden\"",
            9,
            "model.notes.x",
            "NaN",
            "a finite number"),
        change(
            "\"source\"",
            "\"name\": \"tiny\",\n\"source\"",
            3,
            "name",
            "this field a second time (first on line 2)",
            "every field once"),
        change(
            "\"hidden\"",
            "\"notes\": { \"x\": 1, \"x\": 1 }, \"hidden\"",
            9,
            "model.notes.x",
            "this field a second time (first on line 9)",
            "every field once"));
  }

  @ParameterizedTest
  @MethodSource({"names", "tasks", "settings", "goldenArrays", "fields"})
  void saysFileLineFieldWhatWasFoundAndWhatIsAllowed(Change change) throws IOException {
    assertTrue(VALID.contains(change.from()), "the valid case does not hold " + change.from());
    Files.writeString(file, VALID.replace(change.from(), change.to()));
    assertEquals(change.message(file), refusal(file));
  }

  @Test
  void theUnchangedFileIsRead() throws IOException {
    Files.writeString(file, VALID);
    assertEquals("tiny", CaseReader.read(file).name());
  }

  private static String refusal(Path file) {
    return assertThrows(InvalidCaseException.class, () -> CaseReader.read(file)).getMessage();
  }
}
