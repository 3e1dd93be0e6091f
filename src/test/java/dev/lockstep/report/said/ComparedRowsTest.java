package dev.lockstep.report.said;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.compare.Bound;
import dev.lockstep.compare.Element;
import dev.lockstep.compare.ElementwiseComparison;
import dev.lockstep.model.StepTensors;
import dev.lockstep.report.Reports;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ComparedRowsTest {

  @Test
  void worstIsByWhatIsAllowedAndLargestByDistance() {
    ComparedRows rows =
        rows(
            20,
            matrix(2, 2, 5, 0.1, 0.2, -6),
            matrix(2, 2, 0, 0, 0, 0),
            matrix(2, 2, 10, 0.01, 1, 10));
    assertEquals(new Element(1, 0.1, 0, 0.01), rows.result().worst().orElseThrow());
    Element largest = rows.largest().orElseThrow();
    assertEquals(new Element(3, -6, 0, 10), largest);
    Place place = rows.place(Reports.PLAIN.trainingCase(), largest);
    assertEquals(List.of(21, 1), List.of(place.row(), place.column()));
  }

  @Test
  void nanIsTheLargestDifference() {
    Tensor actual = matrix(1, 3, 1e9, Double.NaN, 1e9);
    ComparedRows rows = rows(0, actual, matrix(1, 3, 0, 0, 0), matrix(1, 3, 1, 1, 1));
    assertEquals(1, rows.largest().orElseThrow().flat());
  }

  @Test
  void theFirstEightMismatchesAreListedInOrder() {
    Tensor expected = Tensor.zeros(Shape.of(50, 2));
    Tensor actual = Tensor.zeros(Shape.of(50, 2)).map(value -> 3);
    ComparedRows rows = rows(0, actual, expected, expected.map(value -> 1));
    assertEquals(100, rows.result().mismatches());
    assertEquals(
        LongStream.range(0, 8).boxed().toList(), rows.first().stream().map(Element::flat).toList());
  }

  @Test
  void aRowThatIsMissingIsAMismatchWithoutNumbers() {
    ComparedRows rows =
        rows(7, matrix(1, 2, 1, 2), matrix(3, 2, 1, 2, 3, 4, 5, 6), matrix(3, 2, 1, 1, 1, 1, 1, 1));
    assertEquals(2, rows.first().get(0).flat());
    assertTrue(Double.isNaN(rows.first().get(0).actual()));
    assertEquals(
        List.of(false, true, true),
        List.of(rows.hasMismatch(0), rows.hasMismatch(1), rows.hasMismatch(2)));
  }

  @Test
  void withoutElementsThereIsNoLargest() {
    Tensor empty = Tensor.zeros(Shape.of(0, 3));
    assertEquals(Optional.empty(), rows(0, empty, empty, empty).largest());
  }

  private static ComparedRows rows(int firstRow, Tensor actual, Tensor expected, Tensor allowed) {
    return new ComparedRows(
        firstRow,
        ElementwiseComparison.of(StepTensors.SOFTMAX, expected, actual, new Bound.Within(allowed)),
        actual,
        expected,
        allowed);
  }

  private static Tensor matrix(int rows, int columns, double... values) {
    return Tensor.of(Shape.of(rows, columns), values);
  }
}
