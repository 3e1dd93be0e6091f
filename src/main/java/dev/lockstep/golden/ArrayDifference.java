package dev.lockstep.golden;

import dev.lockstep.cases.GoldenArray;
import java.util.Optional;

/**
 * How a proposed array differs from the present one, where both have a value.
 *
 * @param elements how many values both have
 * @param differing how many of them are not the same
 * @param largest the one that moves furthest; empty if none does
 */
public record ArrayDifference(int elements, int differing, Optional<Moved> largest) {

  /**
   * A value that is to change.
   *
   * @param row the step, from 0 at the text's beginning
   * @param column the vocabulary entry, from 0
   */
  public record Moved(int row, int column, double present, double proposed) {

    /** By how much. */
    public double distance() {
      return Math.abs(proposed - present);
    }
  }

  /** Compares two arrays of one case, row by row of the text. */
  public static ArrayDifference between(GoldenArray present, GoldenArray proposed) {
    int first = Math.max(present.firstRow(), proposed.firstRow());
    int end = Math.min(present.firstRow() + present.rows(), proposed.firstRow() + proposed.rows());
    int columns = present.values().shape().columns();
    int differing = 0;
    Optional<Moved> largest = Optional.empty();
    for (int row = first; row < end; row++) {
      for (int column = 0; column < columns; column++) {
        Moved moved =
            new Moved(
                row,
                column,
                present.values().get(row - present.firstRow(), column),
                proposed.values().get(row - proposed.firstRow(), column));
        if (moved.present() != moved.proposed()) {
          differing++;
          if (largest.isEmpty() || moved.distance() > largest.get().distance()) {
            largest = Optional.of(moved);
          }
        }
      }
    }
    return new ArrayDifference(Math.max(0, end - first) * columns, differing, largest);
  }
}
