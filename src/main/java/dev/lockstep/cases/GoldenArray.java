package dev.lockstep.cases;

import dev.lockstep.tensor.Tensor;

/**
 * A published softmax array: rows of the last training forward pass, before the last update.
 *
 * @param firstRow the step of the first row, 0 or more
 * @param decimals the decimals that the values were rounded to, 0 or more
 * @param values one row a step, one column a vocabulary entry
 */
public record GoldenArray(int firstRow, int decimals, Tensor values) {

  /**
   * Half a unit of the last printed decimal: how far the exact value may lie from a printed one.
   */
  public double halfUnit() {
    return 0.5 * Math.pow(10, -decimals);
  }

  /** The number of rows. */
  public int rows() {
    return values.shape().rows();
  }
}
