package dev.lockstep.backend.reference;

import java.util.Arrays;

/**
 * The outer product {@code a bᵀ} of two rows, stored as addends of a sum over steps, and the rows
 * that it came of.
 */
final class OuterProduct {
  /** What no sum of a billion products may bring out of the range of float32. */
  private static final double LARGEST = 1e28;

  /** A hundred times the smallest normal number of float32. */
  private static final double SMALLEST = 1e-36;

  private final int rows;
  private final int columns;
  private final double[] values;
  private double[] a;
  private int aStart;
  private double[] b;
  private int bStart;
  private boolean moderate;

  /** The product of no rows yet. */
  OuterProduct(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    this.values = new double[rows * columns];
  }

  /** The addends, [rows, columns]; nobody changes them. */
  double[] values() {
    return values;
  }

  /** Whether every addend but zeros is far from the ends of float32's range; not with a NaN. */
  boolean isModerate() {
    return moderate;
  }

  /** Whether it came of rows with these bits. */
  boolean isOf(double[] otherA, int otherAStart, double[] otherB, int otherBStart) {
    return a != null
        && same(a, aStart, otherA, otherAStart, rows)
        && same(b, bStart, otherB, otherBStart, columns);
  }

  private static boolean same(double[] row, int start, double[] other, int otherStart, int length) {
    return row == other && start == otherStart
        || Arrays.equals(row, start, start + length, other, otherStart, otherStart + length);
  }

  /**
   * Becomes the product of other rows.
   *
   * @param newA is read from {@code newAStart} and not changed any more
   * @param newB is read from {@code newBStart} and not changed any more
   */
  void become(double[] newA, int newAStart, double[] newB, int newBStart, Rounding rounding) {
    a = newA;
    aStart = newAStart;
    b = newB;
    bStart = newBStart;
    int place = 0;
    for (int r = 0; r < rows; r++) {
      double factor = a[aStart + r];
      for (int c = 0; c < columns; c++) {
        values[place++] = rounding.product(factor, b[bStart + c]);
      }
    }
    moderate =
        largest(a, aStart, rows) * largest(b, bStart, columns) < LARGEST
            && smallest(a, aStart, rows) * smallest(b, bStart, columns) > SMALLEST;
    rounding.sums().toAddends(values, moderate);
  }

  /** NaN where one is NaN. */
  private static double largest(double[] row, int start, int length) {
    double largest = 0;
    for (int i = start; i < start + length; i++) {
      largest = Math.max(largest, Math.abs(row[i]));
    }
    return largest;
  }

  /** The smallest magnitude but zero, 1 or less. */
  private static double smallest(double[] row, int start, int length) {
    double smallest = 1;
    for (int i = start; i < start + length; i++) {
      double magnitude = Math.abs(row[i]);
      smallest = magnitude < smallest && magnitude != 0 ? magnitude : smallest;
    }
    return smallest;
  }
}
