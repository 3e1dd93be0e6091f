package dev.lockstep.backend.reference;

/** Sums of products over row-major matrices, every partial sum rounded. */
public final class Products {
  private Products() {}

  /**
   * {@code out[r] += sum over c of matrix[r, c] * x[c]}.
   *
   * @param out holds the result from {@code outOffset}, length {@code rows}
   * @param matrix [rows, columns]
   * @param x is read from {@code xOffset}, length {@code columns}
   */
  public static void multiplyAdd(
      Rounding rounding,
      double[] out,
      int outOffset,
      double[] matrix,
      int rows,
      int columns,
      double[] x,
      int xOffset) {
    for (int r = 0; r < rows; r++) {
      double sum = out[outOffset + r];
      for (int c = 0; c < columns; c++) {
        sum = rounding.add(sum, rounding.product(matrix[r * columns + c], x[xOffset + c]));
      }
      out[outOffset + r] = sum;
    }
  }

  /**
   * {@code out[c] += sum over r of matrix[r, c] * x[r]}, the product with the transposed matrix.
   *
   * @param out holds the result from {@code outOffset}, length {@code columns}
   * @param matrix [rows, columns]
   * @param x is read from {@code xOffset}, length {@code rows}
   */
  public static void transposedMultiplyAdd(
      Rounding rounding,
      double[] out,
      int outOffset,
      double[] matrix,
      int rows,
      int columns,
      double[] x,
      int xOffset) {
    for (int r = 0; r < rows; r++) {
      double factor = x[xOffset + r];
      for (int c = 0; c < columns; c++) {
        out[outOffset + c] =
            rounding.add(out[outOffset + c], rounding.product(matrix[r * columns + c], factor));
      }
    }
  }

  /**
   * {@code out[i] += x[i]} for {@code length} elements from each offset, one step of a sum over
   * steps.
   */
  public static void add(
      Rounding rounding, double[] out, int outOffset, double[] x, int xOffset, int length) {
    for (int i = 0; i < length; i++) {
      out[outOffset + i] = rounding.addStep(out[outOffset + i], x[xOffset + i]);
    }
  }
}
