package dev.lockstep.compare;

import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tensor compared with another, element by element.
 *
 * @param quantity which tensor
 * @param compared how many elements were compared
 * @param mismatches how many of them lie further apart than allowed, or are missing on one side
 * @param worst the element with the largest excess; empty if nothing was compared
 * @param largest the element with the largest difference; empty if nothing was compared
 * @param first the first mismatches in row-major order, at most {@value #FIRST_KEPT}
 */
public record TensorComparison(
    TensorName quantity,
    int compared,
    int mismatches,
    Optional<Deviation> worst,
    Optional<Deviation> largest,
    List<Deviation> first) {

  /** How many mismatches are kept one by one. */
  public static final int FIRST_KEPT = 8;

  /**
   * Compares all elements; a row that only one side has counts as mismatches, and its missing
   * numbers as NaN.
   *
   * @param quantity which tensor
   * @param firstRow the number of the first row in the whole tensor
   * @param actual what the implementation computed
   * @param expected what it should be
   * @param allowed how far each element may lie from what is expected, in the shape of {@code
   *     expected}
   */
  public static TensorComparison of(
      TensorName quantity, int firstRow, Tensor actual, Tensor expected, Tensor allowed) {
    int rows = Math.max(actual.shape().rows(), expected.shape().rows());
    int columns = Math.max(actual.shape().columns(), expected.shape().columns());
    Tally tally = new Tally();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        tally.add(
            new Deviation(
                firstRow + row,
                column,
                elementOrNaN(actual, row, column),
                elementOrNaN(expected, row, column),
                elementOrNaN(allowed, row, column)));
      }
    }
    return tally.comparison(quantity);
  }

  private static double elementOrNaN(Tensor tensor, int row, int column) {
    boolean inside = row < tensor.shape().rows() && column < tensor.shape().columns();
    return inside ? tensor.get(row, column) : Double.NaN;
  }

  /** The largest excess over all elements; 0 if nothing was compared. */
  public double maxExcess() {
    return worst.map(Deviation::excess).orElse(0.0);
  }

  private static final class Tally {
    private final List<Deviation> first = new ArrayList<>();
    private int compared;
    private int mismatches;
    private Deviation worst;
    private Deviation largest;

    void add(Deviation deviation) {
      compared++;
      if (!deviation.isWithin()) {
        mismatches++;
        if (first.size() < FIRST_KEPT) {
          first.add(deviation);
        }
      }
      if (worst == null || deviation.excess() > worst.excess()) {
        worst = deviation;
      }
      if (largest == null || sortable(deviation) > sortable(largest)) {
        largest = deviation;
      }
    }

    private static double sortable(Deviation deviation) {
      double difference = deviation.difference();
      return Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference;
    }

    TensorComparison comparison(TensorName quantity) {
      return new TensorComparison(
          quantity,
          compared,
          mismatches,
          Optional.ofNullable(worst),
          Optional.ofNullable(largest),
          List.copyOf(first));
    }
  }
}
