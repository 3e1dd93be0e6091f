package dev.lockstep.backend.reference;

import java.util.Arrays;

/**
 * What a recurrent cell hands from one step to the next.
 *
 * @param hidden the hidden state, [H]
 * @param cell the cell state of an LSTM, [H]; zeros where the cell carries none
 */
public record CellState(double[] hidden, double[] cell) {

  /** The zero state from which every epoch starts. */
  public static CellState zero(int size) {
    return new CellState(new double[size], new double[size]);
  }

  /**
   * The state in a row.
   *
   * @param row the hidden state, [H], and after it the cell state, [H], if the cell has one
   * @param size H
   */
  static CellState ofRow(double[] row, int size) {
    double[] cell = row.length == size ? new double[size] : Arrays.copyOfRange(row, size, 2 * size);
    return new CellState(Arrays.copyOf(row, size), cell);
  }

  /** This state in a row: the hidden state, and after it the cell state if that is carried. */
  double[] toRow(boolean withCell) {
    int size = hidden.length;
    double[] row = Arrays.copyOf(hidden, withCell ? 2 * size : size);
    System.arraycopy(cell, 0, row, size, row.length - size);
    return row;
  }
}
