package dev.lockstep.explain.cause;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.compare.Bound;
import dev.lockstep.compare.TensorPair;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RowOrderTest {
  private static final TensorName NAME = TensorName.of(Kind.PARAMETER, "norm.weight");

  private static Optional<int[]> order(Shape shape, double[] expected, double[] actual, int axis) {
    return RowOrder.of(
        new TensorPair(
            NAME,
            Tensor.of(shape, expected),
            Tensor.of(shape, actual),
            new Bound.Tolerance(0, 1e-7)),
        axis);
  }

  @Test
  void rowsThatChangePlacesAreFound() {
    assertArrayEquals(
        new int[] {1, 0, 2},
        order(Shape.of(3, 2), new double[] {1, 2, 3, 4, 5, 6}, new double[] {3, 4, 1, 2, 5, 6}, 0)
            .orElseThrow());
  }

  @Test
  void columnsThatChangePlacesAreFound() {
    assertArrayEquals(
        new int[] {2, 0, 1},
        order(Shape.of(2, 3), new double[] {1, 2, 3, 4, 5, 6}, new double[] {3, 1, 2, 6, 4, 5}, 1)
            .orElseThrow());
  }

  @Test
  void whatStandsWhereItShouldHasNoOrder() {
    double[] numbers = {1, 2, 3};
    assertEquals(Optional.empty(), order(Shape.of(3), numbers, numbers, 0));
  }

  @Test
  void smallErrorsOfNumbersThatAreAlmostTheSameAreNoExchange() {
    double[] expected = {0.99, 0.990005, 1.01, 0.99};
    double[] actual = {0.990005, 0.99, 1.01, 0.99};
    assertEquals(Optional.empty(), order(Shape.of(4), expected, actual, 0));
  }

  @Test
  void blocksThatMoveTogetherAreOrderedAsBlocks() {
    assertEquals(List.of(1, 0, 2), RowOrder.blocks(new int[] {2, 3, 0, 1, 4, 5}));
    assertEquals(List.of(1, 2, 0), RowOrder.blocks(new int[] {1, 2, 0}));
  }
}
