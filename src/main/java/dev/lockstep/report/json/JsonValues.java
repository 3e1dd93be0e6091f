package dev.lockstep.report.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Small values as JSON. */
final class JsonValues {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** So many numbers of a matrix, entries of a list or characters of a text are listed. */
  private static final int MOST_LISTED = 8_000;

  private JsonValues() {}

  static ArrayNode ofTexts(List<String> texts) {
    ArrayNode array = NODES.arrayNode();
    texts.forEach(array::add);
    return array;
  }

  /**
   * Puts a matrix as an array of rows: the first ones, at least one, with all columns if they are
   * not too many. Where a report lists each number of a large vocabulary, nothing opens it.
   */
  static void putRows(ObjectNode node, String name, Tensor matrix) {
    ArrayNode rows = node.putArray(name);
    for (int row = 0; row < rowsListed(matrix); row++) {
      ArrayNode cells = rows.addArray();
      for (int column = 0; column < columnsListed(matrix); column++) {
        cells.add(matrix.get(row, column));
      }
    }
  }

  /** Puts how much of a matrix {@link #putRows} leaves out. */
  static void putLeftOut(ObjectNode node, Tensor matrix) {
    node.put("rowsLeftOut", matrix.shape().rows() - rowsListed(matrix));
    node.put("columnsLeftOut", matrix.shape().columns() - columnsListed(matrix));
  }

  private static int rowsListed(Tensor matrix) {
    int most = Math.max(1, MOST_LISTED / Math.max(1, matrix.shape().columns()));
    return Math.min(matrix.shape().rows(), most);
  }

  private static int columnsListed(Tensor matrix) {
    return Math.min(matrix.shape().columns(), MOST_LISTED);
  }

  /** Puts the beginning of a text, and how many of its characters that leaves out. */
  static void putText(ObjectNode node, String name, String text) {
    int length = text.codePointCount(0, text.length());
    int listed = Math.min(length, MOST_LISTED);
    node.put(name, text.substring(0, text.offsetByCodePoints(0, listed)));
    node.put(name + "LeftOut", length - listed);
  }

  /** Puts the first of many texts, and how many that leaves out. */
  static void putTexts(ObjectNode node, String name, List<String> texts) {
    int listed = Math.min(texts.size(), MOST_LISTED);
    node.set(name, ofTexts(texts.subList(0, listed)));
    node.put(name + "LeftOut", texts.size() - listed);
  }

  static <T> JsonNode orNull(Optional<T> value, Function<T, JsonNode> node) {
    return value.map(node).orElse(NODES.nullNode());
  }
}
