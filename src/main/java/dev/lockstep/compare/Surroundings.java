package dev.lockstep.compare;

import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Shape;
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
  static Surroundings of(int step, TensorPair pair, long flat) {
    Shape shape = pair.expected().shape();
    long columns = shape.rank() == 0 ? 1 : shape.dimensions().get(shape.rank() - 1);
    long height = shape.elements() / columns;
    long firstRow = Math.max(0, flat / columns - REACH);
    long firstColumn = Math.max(0, flat % columns - REACH);
    int width = (int) (Math.min(columns, flat % columns + REACH + 1) - firstColumn);
    List<List<Element>> rows = new ArrayList<>();
    for (long row = firstRow; row < Math.min(height, flat / columns + REACH + 1); row++) {
      rows.add(row(pair, row * columns + firstColumn, width));
    }
    return new Surroundings(step, pair.name(), firstRow, firstColumn, rows);
  }

  private static List<Element> row(TensorPair pair, long from, int count) {
    TensorPair.Piece piece = new TensorPair.Piece(count);
    pair.read(from, piece, count);
    List<Element> row = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      row.add(new Element(from + i, piece.actual()[i], piece.expected()[i], piece.allowed()[i]));
    }
    return row;
  }
}
