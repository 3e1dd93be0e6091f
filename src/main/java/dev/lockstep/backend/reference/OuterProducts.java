package dev.lockstep.backend.reference;

import java.util.Arrays;

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
  private final Row[] keptA;
  private final Row[] keptB;
  private final double[] products;

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
    int kept = Math.max(1, Math.min(period, MOST_KEPT / (rows * columns)));
    this.keptA = new Row[kept];
    this.keptB = new Row[kept];
    this.products = new double[kept * rows * columns];
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
    int place = step % keptA.length;
    int start = place * rows * columns;
    boolean kept =
        keptA[place] != null
            && keptA[place].equals(a, aStart, rows)
            && keptB[place].equals(b, bStart, columns);
    if (!kept) {
      compute(start, a, aStart, b, bStart);
      keptA[place] = new Row(a, aStart);
      keptB[place] = new Row(b, bStart);
    }
    rounding.addStep(sums, products, start);
  }

  private void compute(int start, double[] a, int aStart, double[] b, int bStart) {
    int product = start;
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        products[product++] = rounding.addend(rounding.product(a[aStart + r], b[bStart + c]));
      }
    }
  }

  private record Row(double[] array, int start) {
    boolean equals(double[] other, int otherStart, int length) {
      return array == other && start == otherStart
          || Arrays.equals(array, start, start + length, other, otherStart, otherStart + length);
    }
  }
}
