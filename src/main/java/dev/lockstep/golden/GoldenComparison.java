package dev.lockstep.golden;

import dev.lockstep.cases.GoldenArray;
import dev.lockstep.compare.Bound;
import dev.lockstep.compare.ElementwiseComparison;
import dev.lockstep.compare.TensorResult;
import dev.lockstep.model.StepTensors;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;

/**
 * A training's last softmax compared with a published array.
 *
 * @param softmax the rows of the array compared, the first published one being row 0
 * @param asPrinted how many values round to the printed ones
 */
public record GoldenComparison(TensorResult softmax, int asPrinted) {

  /**
   * Compares the rows that were published.
   *
   * @param actual the softmax of the last training forward pass, [T, V]
   * @param envelope how far each of its elements may stray, [T, V]
   */
  public static GoldenComparison of(GoldenArray golden, Tensor actual, Tensor envelope) {
    Tensor rows = rows(actual, golden.firstRow(), golden.rows());
    double unit = Math.pow(10, golden.decimals());
    int asPrinted = 0;
    for (int i = 0; i < Math.min(rows.size(), golden.values().size()); i++) {
      if (Math.rint(rows.get(i) * unit) == Math.rint(golden.values().get(i) * unit)) {
        asPrinted++;
      }
    }
    return new GoldenComparison(
        ElementwiseComparison.of(
            StepTensors.SOFTMAX,
            golden.values(),
            rows,
            new Bound.Within(allowed(golden, envelope))),
        asPrinted);
  }

  /**
   * How far each published value may be missed: half a printed unit plus the envelope.
   *
   * @param envelope how far each element of the softmax may stray, [T, V]
   */
  public static Tensor allowed(GoldenArray golden, Tensor envelope) {
    return rows(envelope, golden.firstRow(), golden.rows()).map(bound -> bound + golden.halfUnit());
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
