package dev.lockstep.report.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What nobody can open tells nobody anything. */
class JsonValuesTest {
  private final ObjectNode node = JsonNodeFactory.instance.objectNode();

  /** The second is the exam's softmax without a published array. */
  @ParameterizedTest
  @CsvSource({"0, 0, 0, 0", "999, 7, 999, 7", "30, 5000, 1, 5000", "3, 20000, 1, 8000"})
  void ofALargeMatrixTheFirstRowsAreThereAndTheRestIsCounted(
      int rows, int columns, int rowsListed, int columnsListed) {
    Tensor matrix = Tensor.of(Shape.of(rows, columns), new double[rows * columns]);
    JsonValues.putRows(node, "values", matrix);
    JsonValues.putLeftOut(node, matrix);
    assertEquals(rowsListed, node.get("values").size());
    node.get("values").forEach(row -> assertEquals(columnsListed, row.size()));
    assertEquals(rows - rowsListed, node.get("rowsLeftOut").asInt());
    assertEquals(columns - columnsListed, node.get("columnsLeftOut").asInt());
  }

  @Test
  void ofALongTextTheBeginningIsThereInWholeCharacters() {
    JsonValues.putText(node, "text", "😀".repeat(8001));
    assertEquals("😀".repeat(8000), node.get("text").asText());
    assertEquals(1, node.get("textLeftOut").asInt());
  }

  @Test
  void ofManyTextsTheFirstAreThere() {
    JsonValues.putTexts(node, "vocabulary", Collections.nCopies(9000, "a"));
    assertEquals(8000, node.get("vocabulary").size());
    assertEquals(1000, node.get("vocabularyLeftOut").asInt());
  }
}
