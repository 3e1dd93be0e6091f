package dev.lockstep.backend.reference;

/**
 * The sum over steps of outer products {@code a[t] b[t]ᵀ}, as which the gradient by a matrix comes
 * about. The products of one period are kept: a step with the bits of an earlier one adds the same.
 */
final class OuterProducts {
  /** How many products are kept at the most: half a mebibyte of them. */
  private static final int MOST_KEPT = 1 << 16;

  private final Rounding rounding;
  private final int rows;
  private final int columns;
  private final OuterProduct[] kept;

  /**
   * A sum of products of rows.
   *
   * @param rounding the number format
   * @param period after how many steps the same rows may come again
   * @param rows how many elements of a are multiplied
   * @param columns by how many of b
   */
  OuterProducts(Rounding rounding, int period, int rows, int columns) {
    this.rounding = rounding;
    this.rows = rows;
    this.columns = columns;
    this.kept = new OuterProduct[Math.max(1, Math.min(period, MOST_KEPT / (rows * columns)))];
  }

  /**
   * Adds the outer product of two rows.
   *
   * @param sums [rows, columns]
   * @param step the number of the step
   * @param a is read from {@code aStart} and not changed any more
   * @param b is read from {@code bStart} and not changed any more
   */
  void addTo(double[] sums, int step, double[] a, int aStart, double[] b, int bStart) {
    int place = step % kept.length;
    if (kept[place] == null) {
      kept[place] = new OuterProduct(rows, columns);
    }
    OuterProduct product = kept[place];
    if (!product.isOf(a, aStart, b, bStart)) {
      product.become(a, aStart, b, bStart, rounding);
    }
    rounding.sums().addStep(sums, product);
  }
}
