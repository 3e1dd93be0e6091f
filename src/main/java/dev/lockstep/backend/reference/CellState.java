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
   * The state after the last step of cells without a cell state.
   *
   * @param hidden the history of hidden states, [T + 1, H]
   * @param size H
   */
  public static CellState last(double[] hidden, int size) {
    return new CellState(lastRow(hidden, size), new double[size]);
  }

  /**
   * The state after the last step.
   *
   * @param hidden the history of hidden states, [T + 1, H]
   * @param cell the history of cell states, [T + 1, H]
   * @param size H
   */
  public static CellState last(double[] hidden, double[] cell, int size) {
    return new CellState(lastRow(hidden, size), lastRow(cell, size));
  }

  private static double[] lastRow(double[] history, int size) {
    return Arrays.copyOfRange(history, history.length - size, history.length);
  }
}
