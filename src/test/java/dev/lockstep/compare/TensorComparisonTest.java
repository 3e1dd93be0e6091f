package dev.lockstep.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TensorComparisonTest {
  private static final TensorName LOGITS = StepTensors.LOGITS;

  @Test
  void equalTensorsMatchWithoutTolerance() {
    Tensor tensor = matrix(2, 2, 1, 2, 3, 4);
    TensorComparison comparison =
        TensorComparison.of(LOGITS, 0, tensor, tensor, Tensor.zeros(Shape.of(2, 2)));
    assertEquals(4, comparison.compared());
    assertEquals(0, comparison.mismatches());
    assertEquals(0, comparison.maxExcess());
    assertEquals(List.of(), comparison.first());
  }

  @Test
  void worstIsByWhatIsAllowedAndLargestByDistance() {
    Tensor expected = matrix(2, 2, 0, 0, 0, 0);
    Tensor actual = matrix(2, 2, 5, 0.1, 0.2, -6);
    Tensor allowed = matrix(2, 2, 10, 0.01, 1, 10);
    TensorComparison comparison = TensorComparison.of(LOGITS, 20, actual, expected, allowed);
    assertEquals(new Deviation(20, 1, 0.1, 0, 0.01), comparison.worst().orElseThrow());
    assertEquals(new Deviation(21, 1, -6, 0, 10), comparison.largest().orElseThrow());
    assertEquals(10, comparison.maxExcess(), 1e-12);
    assertEquals(1, comparison.mismatches());
  }

  @Test
  void nanIsTheWorstAndTheLargest() {
    Tensor expected = matrix(1, 3, 0, 0, 0);
    Tensor actual = matrix(1, 3, 1e9, Double.NaN, 1e9);
    TensorComparison comparison =
        TensorComparison.of(LOGITS, 0, actual, expected, matrix(1, 3, 1, 1, 1));
    assertEquals(1, comparison.worst().orElseThrow().column());
    assertEquals(1, comparison.largest().orElseThrow().column());
    assertEquals(3, comparison.mismatches());
  }

  @Test
  void aNanExpectedIsAMismatchToo() {
    Tensor nan = matrix(1, 1, Double.NaN);
    assertEquals(1, TensorComparison.of(LOGITS, 0, nan, nan, matrix(1, 1, 1)).mismatches());
  }

  @Test
  void missingRowsAreMismatchesWhereTheyAreMissing() {
    Tensor expected = matrix(3, 2, 1, 2, 3, 4, 5, 6);
    Tensor actual = matrix(1, 2, 1, 2);
    TensorComparison comparison = TensorComparison.of(LOGITS, 7, actual, expected, ones(3, 2));
    assertEquals(6, comparison.compared());
    assertEquals(4, comparison.mismatches());
    assertEquals(8, comparison.first().get(0).row());
    assertTrue(Double.isNaN(comparison.first().get(0).actual()));
    assertEquals(Double.POSITIVE_INFINITY, comparison.maxExcess());
  }

  @Test
  void extraRowsAndColumnsAreMismatches() {
    Tensor expected = matrix(1, 2, 1, 2);
    Tensor longer = matrix(2, 2, 1, 2, 3, 4);
    Tensor wider = matrix(1, 3, 1, 2, 3);
    assertEquals(2, TensorComparison.of(LOGITS, 0, longer, expected, ones(1, 2)).mismatches());
    assertEquals(1, TensorComparison.of(LOGITS, 0, wider, expected, ones(1, 2)).mismatches());
  }

  @Test
  void anElementWithoutABoundIsAMismatch() {
    Tensor tensor = matrix(1, 2, 1, 2);
    TensorComparison comparison =
        TensorComparison.of(LOGITS, 0, tensor, tensor, Tensor.zeros(Shape.of(0)));
    assertEquals(2, comparison.mismatches());
    assertEquals(Double.POSITIVE_INFINITY, comparison.maxExcess());
  }

  @Test
  void onlyTheFirstMismatchesAreKeptButAllAreCounted() {
    Tensor expected = Tensor.zeros(Shape.of(50, 2));
    Tensor actual = expected.map(value -> 3);
    TensorComparison comparison = TensorComparison.of(LOGITS, 0, actual, expected, ones(50, 2));
    assertEquals(100, comparison.mismatches());
    List<List<Integer>> places =
        comparison.first().stream().map(d -> List.of(d.row(), d.column())).toList();
    List<List<Integer>> firstEight =
        IntStream.range(0, 8).mapToObj(i -> List.of(i / 2, i % 2)).toList();
    assertEquals(firstEight, places);
  }

  @Test
  void nothingComparedHasNoWorst() {
    Tensor empty = Tensor.zeros(Shape.of(0));
    TensorComparison comparison = TensorComparison.of(LOGITS, 0, empty, empty, empty);
    assertEquals(0, comparison.compared());
    assertEquals(Optional.empty(), comparison.worst());
    assertEquals(Optional.empty(), comparison.largest());
  }

  private static Tensor matrix(int rows, int columns, double... values) {
    return Tensor.of(Shape.of(rows, columns), values);
  }

  private static Tensor ones(int rows, int columns) {
    return Tensor.zeros(Shape.of(rows, columns)).map(value -> 1);
  }
}
