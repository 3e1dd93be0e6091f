package dev.lockstep.backend.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Views into an array: they share its memory and never copy. They are made from offsets and strides
 * because {@code INDArray.get} of an interval near the end of a view gives an empty array.
 *
 * <p>Every method throws {@link IndexOutOfBoundsException} where the view would end outside the
 * array.
 */
final class Slices {
  private Slices() {}

  /** Elements or rows {@code from .. to - 1} of a vector or matrix, matrices of a stack. */
  static INDArray rows(INDArray array, long from, long to) {
    long[] shape = array.shape().clone();
    shape[0] = to - from;
    return view(array, from * array.stride(0), shape, array.stride());
  }

  /** Columns {@code from .. to - 1} of a matrix. */
  static INDArray columns(INDArray matrix, long from, long to) {
    long[] shape = {matrix.size(0), to - from};
    return view(matrix, from * matrix.stride(1), shape, matrix.stride());
  }

  /** One row of a matrix, as a matrix of that row. */
  static INDArray row(INDArray matrix, long row) {
    return rows(matrix, row, row + 1);
  }

  /** One row of a matrix, as a vector. */
  static INDArray vector(INDArray matrix, long row) {
    return vector(matrix, row, 0, matrix.size(1));
  }

  /** Columns {@code from .. to - 1} of one row of a matrix, as a vector. */
  static INDArray vector(INDArray matrix, long row, long from, long to) {
    long offset = row * matrix.stride(0) + from * matrix.stride(1);
    return view(matrix, offset, new long[] {to - from}, new long[] {matrix.stride(1)});
  }

  /** One matrix of a stack. */
  static INDArray matrix(INDArray stack, long index) {
    long[] shape = {stack.size(1), stack.size(2)};
    long[] strides = {stack.stride(1), stack.stride(2)};
    return view(stack, index * stack.stride(0), shape, strides);
  }

  /** The square block at a row and a column of every matrix of a stack. */
  static INDArray blocks(INDArray stack, long row, long column, long extent) {
    long offset = row * stack.stride(1) + column * stack.stride(2);
    return view(stack, offset, new long[] {stack.size(0), extent, extent}, stack.stride());
  }

  /** The diagonal of the square block at a row and a column of every matrix, one row a matrix. */
  static INDArray blockDiagonals(INDArray stack, long row, long column, long extent) {
    long offset = row * stack.stride(1) + column * stack.stride(2);
    long[] strides = {stack.stride(0), stack.stride(1) + stack.stride(2)};
    return view(stack, offset, new long[] {stack.size(0), extent}, strides);
  }

  /**
   * The same numbers with other extents.
   *
   * @throws RuntimeException if that needs a copy, which would not see later changes
   */
  static INDArray reshape(INDArray array, long... shape) {
    return array.reshape('c', true, shape);
  }

  /** ND4J checks no bounds here, and a write past the end would hit another array. */
  private static INDArray view(INDArray array, long offset, long[] shape, long[] strides) {
    long last = offset + lastElement(shape, strides);
    if (offset < 0 || last > lastElement(array.shape(), array.stride())) {
      throw new IndexOutOfBoundsException(
          "elements " + offset + " to " + last + " of an array of " + array.shapeInfoToString());
    }
    return Nd4j.create(array.data(), shape, strides, array.offset() + offset, 'c');
  }

  private static long lastElement(long[] shape, long[] strides) {
    long last = 0;
    for (int i = 0; i < shape.length; i++) {
      last += (shape[i] - 1) * strides[i];
    }
    return last;
  }
}
