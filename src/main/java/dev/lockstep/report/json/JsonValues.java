package dev.lockstep.report.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.lockstep.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Small values as JSON. */
final class JsonValues {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonValues() {}

  static ArrayNode ofTexts(List<String> texts) {
    ArrayNode array = NODES.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  /** A matrix as an array of rows. */
  static ArrayNode ofRows(Tensor matrix) {
    ArrayNode rows = NODES.arrayNode();
    for (int row = 0; row < matrix.shape().rows(); row++) {
      ArrayNode cells = rows.addArray();
      for (int column = 0; column < matrix.shape().columns(); column++) {
        cells.add(matrix.get(row, column));
      }
    }
    return rows;
  }

  static <T> JsonNode orNull(Optional<T> value, Function<T, JsonNode> node) {
    return value.map(node).orElse(NODES.nullNode());
  }
}
