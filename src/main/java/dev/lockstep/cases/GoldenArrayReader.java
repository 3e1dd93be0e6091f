package dev.lockstep.cases;

import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.List;

/** Reads the {@code expected.softmax} of a case file. */
final class GoldenArrayReader {
  /** The digits that tell any two doubles apart. */
  private static final int MOST_DECIMALS = 17;

  private GoldenArrayReader() {}

  /**
   * The array in an object's fields.
   *
   * @throws InvalidCaseException if there is no row, one lies outside the task's steps or has not
   *     one value for each vocabulary entry, or a value cannot be the rounded value of a softmax. A
   *     value with more decimals than declared is accepted: it stands for itself ± half a unit.
   */
  static GoldenArray read(Fields softmax, Task task) {
    int firstRow = softmax.integer("firstRow", 0, task.steps() - 1);
    int decimals = softmax.integer("decimals", 0, MOST_DECIMALS);
    int columns = task.vocabularySize();
    String rowsAllowed = "rows within 0 to " + (task.steps() - 1) + ", one a step, at least one";
    List<JsonValue> rows = softmax.array("values", rowsAllowed);
    if (rows.isEmpty()) {
      throw softmax.refuse("values", "an empty array", rowsAllowed);
    }
    if (rows.size() > task.steps() - firstRow) {
      String found = "rows " + firstRow + " to " + ((long) firstRow + rows.size() - 1);
      throw softmax.refuse("values", found, rowsAllowed);
    }
    double halfUnit = new GoldenArray(0, decimals, Tensor.zeros(Shape.of(0))).halfUnit();
    double[] values = new double[rows.size() * columns];
    for (int row = 0; row < rows.size(); row++) {
      List<JsonValue> elements = row(rows.get(row), columns);
      for (int column = 0; column < columns; column++) {
        values[row * columns + column] = value(elements.get(column), halfUnit);
      }
    }
    return new GoldenArray(firstRow, decimals, Tensor.of(Shape.of(rows.size(), columns), values));
  }

  private static List<JsonValue> row(JsonValue row, int columns) {
    String allowed = "an array of " + columns + " numbers, one for each entry of task.vocabulary";
    List<JsonValue> elements = row.asArray(allowed);
    if (elements.size() != columns) {
      throw row.at().refuse(elements.size() + " elements", allowed);
    }
    return elements;
  }

  private static double value(JsonValue element, double halfUnit) {
    String allowed = "a number from 0 to 1";
    double value = element.asDouble(allowed);
    if (!(value >= -halfUnit && value <= 1 + halfUnit)) {
      throw element.refuse(allowed);
    }
    return value;
  }
}
