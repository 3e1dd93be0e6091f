package dev.lockstep.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The extents of a tensor, outermost first, in row-major order.
 *
 * @param dimensions the extents, each zero or more; none for a single number
 */
public record Shape(List<Long> dimensions) {

  /**
   * @throws IllegalArgumentException if an extent is negative, or the product of the extents is
   *     beyond the range of {@code long}
   */
  public Shape {
    dimensions = List.copyOf(dimensions);
    for (long extent : dimensions) {
      if (extent < 0) {
        throw new IllegalArgumentException("a shape has no negative extent: " + dimensions);
      }
    }
    try {
      elements(dimensions);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("a shape of too many elements: " + dimensions, e);
    }
  }

  /** A shape of the given extents; the same refusals as the constructor. */
  public static Shape of(long... dimensions) {
    return new Shape(Arrays.stream(dimensions).boxed().toList());
  }

  private static long elements(List<Long> dimensions) {
    if (dimensions.contains(0L)) {
      return 0;
    }
    long elements = 1;
    for (int axis = 0; axis < dimensions.size(); axis++) {
      elements = Math.multiplyExact(elements, dimensions.get(axis));
    }
    return elements;
  }

  /** The number of extents: 0 for a single number, 1 for a vector, 2 for a matrix. */
  public int rank() {
    return dimensions.size();
  }

  /** The outermost extent; 1 for a single number. */
  public int rows() {
    return rank() == 0 ? 1 : Math.toIntExact(dimensions.get(0));
  }

  /** The product of all extents but the outermost: the innermost extent of a matrix. */
  public int columns() {
    return rank() < 2 ? 1 : Math.toIntExact(elements(dimensions.subList(1, rank())));
  }

  /** The number of elements, the product of the extents: 1 for a single number. */
  public long elements() {
    return elements(dimensions);
  }

  /**
   * The number of elements of a tensor that is held in one array.
   *
   * @throws ArithmeticException if it is beyond the range of {@code int}
   */
  public int size() {
    return Math.toIntExact(elements());
  }

  /**
   * The index along each extent of the element at a flat, row-major index.
   *
   * @param flat in {@code 0 .. elements() - 1}
   */
  public long[] indexOf(long flat) {
    long[] index = new long[rank()];
    long rest = flat;
    for (int axis = rank() - 1; axis >= 0; axis--) {
      index[axis] = rest % dimensions.get(axis);
      rest /= dimensions.get(axis);
    }
    return index;
  }

  /** As printed in reports: {@code [8, 7]}. */
  @Override
  public String toString() {
    return dimensions.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
