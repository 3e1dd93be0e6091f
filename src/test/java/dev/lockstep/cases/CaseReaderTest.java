package dev.lockstep.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaseReaderTest {
  private static final String TEMPLATE =
      """
      {
        "name": "A.b-c_9", "source": "",
        "task": { "text": "é😀", "repeat": 2, "vocabulary": ["😀", "x", "\\u00e9"] },
        "model": { "cell": "gru", "hidden": 3 },
        "init": { "seed": 5 },
        "training": { "epochs": 4, "optimizer": "sgd", "learningRate": 1 }
      }
      """;

  private static final TrainingCase EXPECTED =
      new TrainingCase(
          "A.b-c_9",
          "",
          new Task("é😀", 2, List.of("😀", "x", "é")),
          CellKind.GRU,
          3,
          5,
          4,
          new OptimizerSpec.Sgd(1),
          Optional.empty());

  @TempDir Path directory;

  @Test
  void readsEveryField() throws IOException {
    assertEquals(EXPECTED, read(TEMPLATE));
  }

  @Test
  void acceptsValuesHalfAUnitOutsideAndWithMoreDecimalsThanDeclared() throws IOException {
    String expected =
        "\"expected\": {\"softmax\": {\"firstRow\": 2, \"decimals\": 1, "
            + "\"values\": [[1.05, -0.05, 0.123]]}}, \"name\"";
    GoldenArray golden = read(TEMPLATE.replace("\"name\"", expected)).golden().orElseThrow();
    Tensor values = Tensor.of(Shape.of(1, 3), new double[] {1.05, -0.05, 0.123});
    assertEquals(new GoldenArray(2, 1, values), golden);
  }

  @Test
  void ignoresWhatStandsInNotesAndReferenceOfAnyObject() throws IOException {
    String noted =
        TEMPLATE
            .replace("\"hidden\"", "\"notes\": { \"x\": [1, { \"y\": null }] }, \"hidden\"")
            .replace("\"name\"", "\"reference\": { \"loss\": 1e999 }, \"notes\": {}, \"name\"");
    assertEquals(EXPECTED, read(noted));
  }

  @Test
  void skipsAByteOrderMark() throws IOException {
    assertEquals(EXPECTED, read("\ufeff" + TEMPLATE));
  }

  /** PyTorch takes these seeds, and the upper half as the negative number of the same bits. */
  @ParameterizedTest
  @CsvSource({
    "-9223372036854775808, -9223372036854775808",
    "-1, -1",
    "18446744073709551615, -1",
    "9223372036854775807, 9223372036854775807",
    "9223372036854775808, -9223372036854775808",
  })
  void readsSeedsAsTorchTakesThem(String literal, long seed) throws IOException {
    assertEquals(seed, read(TEMPLATE.replace("5 }", literal + " }")).seed());
  }

  private TrainingCase read(String json) throws IOException {
    Path file = directory.resolve("case.json");
    Files.writeString(file, json);
    return CaseReader.read(file);
  }
}
