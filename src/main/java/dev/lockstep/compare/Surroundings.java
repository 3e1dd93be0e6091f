package dev.lockstep.compare;

import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * The elements around one of a tensor, which is seen as a matrix: the last extent gives the
 * columns, all others together the rows.
 *
 * @param step the number of the step, from 1
 * @param tensor which tensor
 * @param row the number of the first row that is held, from 0
 * @param column the number of the first column that is held, from 0
 * @param rows the elements, row by row
 */
public record Surroundings(
    int step, TensorName tensor, long row, long column, List<List<Element>> rows) {
  /** How far to each side. */
  private static final int REACH = 4;

  /** Copies the list. */
  public Surroundings {
    rows = List.copyOf(rows);
  }

  /**
   * The elements around one.
   *
   * @param flat the row-major index of the one in the middle
   */
  static Surroundings of(
      int step, TensorName tensor, Values expected, Values actual, Bound bound, long flat) {
    Shape shape = expected.shape();
    long columns = shape.rank() == 0 ? 1 : shape.dimensions().get(shape.rank() - 1);
    long height = shape.elements() / columns;
    long firstRow = Math.max(0, flat / columns - REACH);
    long firstColumn = Math.max(0, flat % columns - REACH);
    int width = (int) (Math.min(columns, flat % columns + REACH + 1) - firstColumn);
    List<List<Element>> rows = new ArrayList<>();
    for (long row = firstRow; row < Math.min(height, flat / columns + REACH + 1); row++) {
      rows.add(row(expected, actual, bound, row * columns + firstColumn, width));
    }
    return new Surroundings(step, tensor, firstRow, firstColumn, rows);
  }

  private static List<Element> row(
      Values expected, Values actual, Bound bound, long from, int count) {
    double[] expecteds = new double[count];
    double[] actuals = new double[count];
    double[] allowed = new double[count];
    expected.read(from, expecteds, count);
    actual.read(from, actuals, count);
    Allowance.of(bound).fill(from, expecteds, allowed, count);
    List<Element> row = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      row.add(new Element(from + i, actuals[i], expecteds[i], allowed[i]));
    }
    return row;
  }
}
