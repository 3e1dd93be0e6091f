package dev.lockstep.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SketchTest {

  /** The sums were computed from the formula with Python's unbounded integers, bit by bit equal. */
  @Test
  void aSketchIsWhatTheFormulaGives() {
    double[] values = IntStream.range(0, 10_000).mapToDouble(i -> 1.0 / (i + 1)).toArray();
    double[] expected = {
      0.8618341442335203, 1.3302600281323331, 0.34931062427609166, -0.5933943028400123
    };
    assertArrayEquals(expected, Sketch.of(Tensor.of(Shape.of(100, 100), values), 4), 0);
  }

  @Test
  void sketchesKeepDistancesInTheMean() {
    double[] ones = new double[5000];
    Arrays.fill(ones, 1);
    double[] sketch = Sketch.of(Tensor.of(Shape.of(5000), ones), 400);
    double meanSquare = Arrays.stream(sketch).map(x -> x * x).average().orElseThrow();
    assertEquals(1, meanSquare / 5000, 0.2);
  }

  @Test
  void anEmptyTensorHasASketchOfZeros() {
    assertArrayEquals(new double[3], Sketch.of(Tensor.zeros(Shape.of(0, 7)), 3));
  }
}
