package dev.lockstep.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Device;
import dev.lockstep.tensor.Precision;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class SlicesTest {
  private Arena arena;

  /** 100 rows of 5: element (row, column) is 5 row + column. */
  private INDArray matrix;

  @BeforeEach
  void open() {
    Nd4jRuntime.load(Device.CPU);
    arena = new Arena(Precision.FLOAT64);
    matrix = arena.zeros(100, 5);
    arena.write(matrix, IntStream.range(0, 500).asDoubleStream().toArray());
  }

  @AfterEach
  void close() {
    arena.close();
  }

  @Test
  void theLastRowsOfColumnsAreThere() {
    INDArray slice = Slices.rows(Slices.columns(matrix, 2, 4), 98, 100);
    assertArrayEquals(new double[] {492, 493, 497, 498}, slice.dup('c').data().asDouble());
  }

  @Test
  void aSliceOfASliceSharesTheMemory() {
    Slices.vector(Slices.rows(matrix, 10, 20), 3, 1, 3).putScalar(1, -1);
    assertTrue(matrix.getDouble(13, 2) == -1);
  }

  @Test
  void blockDiagonalsAreOneRowAMatrix() {
    INDArray stack = Slices.reshape(Slices.rows(matrix, 0, 10), 2, 5, 5);
    INDArray diagonals = Slices.blockDiagonals(stack, 1, 3, 2);
    assertArrayEquals(new double[] {8, 14, 33, 39}, diagonals.dup('c').data().asDouble());
  }

  @Test
  void aSlicePastTheEndIsRefused() {
    assertThrows(IndexOutOfBoundsException.class, () -> Slices.rows(matrix, 99, 101));
    assertThrows(
        IndexOutOfBoundsException.class,
        () -> Slices.rows(Slices.columns(Slices.rows(matrix, 0, 50), 2, 4), 49, 51));
  }

  @Test
  void aReshapeThatWouldCopyIsRefused() {
    INDArray columns = Slices.columns(matrix, 2, 4);
    assertThrows(RuntimeException.class, () -> Slices.reshape(columns, 200));
  }
}
