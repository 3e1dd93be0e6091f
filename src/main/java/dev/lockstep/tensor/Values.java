package dev.lockstep.tensor;

/**
 * A tensor's numbers, wherever they lie: in an array or in a mapped file. Read piece by piece, so
 * that no tensor need fit into memory. Any number of threads may read at once.
 */
public interface Values {

  /** The type in which the elements are kept. */
  ElementType type();

  /** The extents. */
  Shape shape();

  /**
   * Copies elements in row-major order, widened to {@code double}; exact but for integers beyond
   * 2^53. NaN and infinities come as they are, false as 0 and true as 1.
   *
   * @param from the flat index of the first, 0 or more
   * @param into receives them from its first place on
   * @param count how many, at most {@code into.length}
   * @throws IndexOutOfBoundsException if the elements asked for are not all there
   */
  void read(long from, double[] into, int count);

  /**
   * Copies elements rounded to {@code float}; exact for every floating-point type but F64.
   *
   * @param from the flat index of the first, 0 or more
   * @param into receives them from its first place on
   * @param count how many, at most {@code into.length}
   * @throws IndexOutOfBoundsException if the elements asked for are not all there
   */
  default void read(long from, float[] into, int count) {
    double[] widened = new double[count];
    read(from, widened, count);
    for (int i = 0; i < count; i++) {
      into[i] = (float) widened[i];
    }
  }

  /**
   * Copies elements of an integer type exactly, also beyond 2^53.
   *
   * @param from the flat index of the first, 0 or more
   * @param into receives them from its first place on
   * @param count how many, at most {@code into.length}
   * @throws IndexOutOfBoundsException if the elements asked for are not all there
   * @throws IllegalStateException if {@link #type} is a floating-point type
   */
  default void readIntegers(long from, long[] into, int count) {
    if (type().isFloating()) {
      throw new IllegalStateException("no integers but " + type().label());
    }
    double[] widened = new double[count];
    read(from, widened, count);
    for (int i = 0; i < count; i++) {
      into[i] = (long) widened[i];
    }
  }

  /** The element at a flat, row-major index. */
  default double at(long index) {
    double[] one = new double[1];
    read(index, one, 1);
    return one[0];
  }
}
