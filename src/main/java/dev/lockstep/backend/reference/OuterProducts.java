package dev.lockstep.backend.reference;

import java.util.Arrays;

/**
 * The sum over steps of outer products {@code a[t] b[t]ᵀ}, as which the gradient by a matrix comes
 * about. The products of one period are kept: a step with the bits of an earlier one adds the same.
 */
final class OuterProducts {
  /** How many products are kept at the most: half a mebibyte of them. */
  private static final int MOST_KEPT = 1 << 16;

  private static final int NONE = -1;

  private final Rounding rounding;
  private final double[] a;
  private final int rows;
  private final double[] b;
  private final int columns;
  private final double[] products;
  private final int[] heldFor;
  private final int period;
  private final boolean[] aRepeated;
  private final boolean[] bRepeated;

  /**
   * A sum of products of rows of two matrices.
   *
   * @param rounding the number format
   * @param repetition of the steps
   * @param a row-major
   * @param rows the length of a row of a
   * @param b row-major
   * @param columns the length of a row of b
   */
  OuterProducts(
      Rounding rounding, Repetition repetition, double[] a, int rows, double[] b, int columns) {
    this.rounding = rounding;
    this.a = a;
    this.rows = rows;
    this.b = b;
    this.columns = columns;
    this.period = repetition.period();
    this.aRepeated = repetition.repeated(a, rows);
    this.bRepeated = repetition.repeated(b, columns);
    int kept = Math.max(1, Math.min(period, MOST_KEPT / (rows * columns)));
    this.products = new double[kept * rows * columns];
    this.heldFor = new int[kept];
    Arrays.fill(heldFor, NONE);
  }

  /**
   * Adds the outer product of one row each.
   *
   * @param sums [rows, columns]
   * @param aRow a row of a
   * @param bRow a row of b, by the same distance from aRow in every call
   */
  void addTo(double[] sums, int aRow, int bRow) {
    int place = aRow % heldFor.length;
    int start = place * rows * columns;
    if (!holds(place, aRow, bRow)) {
      compute(start, aRow * rows, bRow * columns);
    }
    heldFor[place] = aRow;
    rounding.addStep(sums, products, start);
  }

  /** Whether the place holds the products of these rows, added a period before or after. */
  private boolean holds(int place, int aRow, int bRow) {
    int other = heldFor[place];
    int later = Math.max(aRow, other);
    return other != NONE
        && Math.abs(aRow - other) == period
        && aRepeated[later]
        && bRepeated[later + bRow - aRow];
  }

  private void compute(int start, int aStart, int bStart) {
    int product = start;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        products[product++] = rounding.addend(rounding.product(a[aStart + r], b[bStart + c]));
      }
    }
  }
}
