package dev.lockstep.golden;

import dev.lockstep.cases.GoldenArray;
import dev.lockstep.compare.TensorComparison;
import dev.lockstep.model.StepTensors;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;

/**
 * A training's last softmax compared with a published array.
 *
 * @param softmax the rows of the array compared; allowed is half a printed unit plus the envelope
 * @param asPrinted how many values round to the printed ones
 */
public record GoldenComparison(TensorComparison softmax, int asPrinted) {

  /**
   * Compares the rows that were published.
   *
   * @param actual the softmax of the last training forward pass, [T, V]
   * @param envelope how far each of its elements may stray, [T, V]
   */
  public static GoldenComparison of(GoldenArray golden, Tensor actual, Tensor envelope) {
    Tensor rows = rows(actual, golden.firstRow(), golden.rows());
    Tensor allowed =
        rows(envelope, golden.firstRow(), golden.rows()).map(e -> e + golden.halfUnit());
    double unit = Math.pow(10, golden.decimals());
    int asPrinted = 0;
    for (int i = 0; i < Math.min(rows.size(), golden.values().size()); i++) {
      if (Math.rint(rows.get(i) * unit) == Math.rint(golden.values().get(i) * unit)) {
        asPrinted++;
      }
    }
    return new GoldenComparison(
        TensorComparison.of(StepTensors.SOFTMAX, golden.firstRow(), rows, golden.values(), allowed),
        asPrinted);
  }

  /** As many of the rows from a first one as the matrix has. */
  public static Tensor rows(Tensor matrix, int firstRow, int count) {
    int columns = matrix.shape().columns();
    int present = Math.max(0, Math.min(count, matrix.shape().rows() - firstRow));
    double[] values = new double[present * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = matrix.get(firstRow * columns + i);
    }
    return Tensor.of(Shape.of(present, columns), values);
  }
}
