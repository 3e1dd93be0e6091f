package dev.lockstep.compare.alignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.compare.Alignment;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignmentMapTest {
  private static final String ENTRY = "an object with name, transpose, blocks";
  private static final String BLOCKS = "a list of the numbers from 0 on, each once";

  @TempDir private Path folder;
  private final Tensor kernel = Laid.random(new Random(43052), 6, 3);
  private final Trained expected = new Trained();
  private final Trained actual = new Trained();

  @BeforeEach
  void record() {
    Tensor gates = Laid.taken(kernel, 0, 4, 5, 0, 1, 2, 3);
    expected.with("start/w", kernel);
    actual.with("start/k", Laid.transposed(gates, 1, 0)).with("start/other", kernel);
  }

  @Test
  void blocksSayWhichActualBlockStandsWhere() throws IOException {
    Alignment alignment =
        aligned("{\"w\": {\"name\": \"k\", \"transpose\": true, \"blocks\": [1, 2, 0]}}");
    Alignment.Sides sides =
        alignment.tensors(new Alignment.Sides(expected.step(1), actual.step(1)));
    TensorName name = TensorName.parse("start/w").orElseThrow();
    assertEquals(kernel, Laid.read(sides.actual().get(name)));
    assertEquals(
        List.of(new Alignment.Pairing("w", "k", "given, transposed, row blocks in order 1 2 0")),
        alignment.pairings());
  }

  @Test
  void whatIsGivenComesBeforeTheSameName() throws IOException {
    actual.with("start/w", kernel);
    Alignment alignment = aligned("{\"w\": {\"name\": \"other\"}}");
    assertEquals(List.of(new Alignment.Pairing("w", "other", "given")), alignment.pairings());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | found []; allowed: one JSON object in UTF-8",
        "{} x | found what is not JSON on line 1 (",
        "{\"w\": {\"name\": \"k\"}, \"w\": {\"name\": \"k\"}} | found what is not JSON on line 1 (",
        "{\"w\": 1} | w: found 1; allowed: " + ENTRY,
        "{\"w\": {\"transpose\": true}} | w.name: found nothing: the field is missing; allowed: the",
        "{\"w\": {\"name\": 3}} | w.name: found 3; allowed: the actual tensor's name",
        "{\"w\": {\"name\": \"k\", \"axis\": 0}} | w.axis: found an unknown field; allowed: "
            + ENTRY,
        "{\"w\": {\"name\": \"k\", \"transpose\": 1}} | w.transpose: found 1; allowed: true or false",
        "{\"w\": {\"name\": \"k\", \"blocks\": []}} | w.blocks: found []; allowed: " + BLOCKS,
        "{\"w\": {\"name\": \"k\", \"blocks\": [0, 0]}} | w.blocks: found [0,0]; allowed: "
            + BLOCKS,
        "{\"w\": {\"name\": \"k\", \"blocks\": [1, 2]}} | w.blocks: found [1,2]; allowed: "
            + BLOCKS,
        "{\"v\": {\"name\": \"k\"}} | v: found no tensor of that name; allowed: w",
        "{\"w\": {\"name\": \"q\"}} | w.name: found \"q\"; allowed: k, other",
        "{\"w\": {\"name\": \"k\"}} | w.name: found shape [3, 6]; allowed: shape [6, 3], transposed or",
        "{\"w\": {\"name\": \"other\", \"blocks\": [3, 2, 1, 0]}} | w.blocks: found 4 blocks of shape [6, 3]",
        "{\"w\": {\"name\": \"k\"}, \"v\": {\"name\": \"k\"}} | v.name: found \"k\", which stands for w already",
      })
  void whatCannotBeUsedIsRefusedOnOneLine(String json, String message) {
    InvalidMapException thrown = assertThrows(InvalidMapException.class, () -> aligned(json));
    String start = folder.resolve("map.json") + ": " + message;
    assertEquals(
        start,
        thrown.getMessage().substring(0, Math.min(start.length(), thrown.getMessage().length())));
    assertEquals(1, thrown.getMessage().lines().count());
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    Path missing = folder.resolve("none.json");
    InvalidMapException thrown =
        assertThrows(InvalidMapException.class, () -> AlignmentMapReader.read(missing));
    assertEquals(
        missing
            + ": found what cannot be read ("
            + missing
            + ": no such file or directory); allowed: what may be read",
        thrown.getMessage());
  }

  private Alignment aligned(String json) throws IOException {
    Path file = folder.resolve("map.json");
    Files.writeString(file, json);
    return TensorAlignment.of(expected, actual, AlignmentMapReader.read(file));
  }
}
