package dev.lockstep.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The extents of a tensor, outermost first, in row-major order.
 *
 * @param dimensions one or two extents, each zero or more
 */
public record Shape(List<Integer> dimensions) {

  /**
   * @throws IllegalArgumentException if there are no dimensions or more than two, or one is
   *     negative
   */
  public Shape {
    dimensions = List.copyOf(dimensions);
    if (dimensions.isEmpty() || dimensions.size() > 2) {
      throw new IllegalArgumentException("a shape has one or two dimensions, not " + dimensions);
    }
    if (dimensions.stream().anyMatch(extent -> extent < 0)) {
      throw new IllegalArgumentException("a shape has no negative extent: " + dimensions);
    }
  }

  /** A shape of the given extents; the same refusals as the constructor. */
  public static Shape of(int... dimensions) {
    return new Shape(Arrays.stream(dimensions).boxed().toList());
  }

  /** One for a vector, two for a matrix. */
  public int rank() {
    return dimensions.size();
  }

  /** The outermost extent. */
  public int rows() {
    return dimensions.get(0);
  }

  /** The innermost extent of a matrix; 1 for a vector. */
  public int columns() {
    return rank() == 2 ? dimensions.get(1) : 1;
  }

  /** The number of elements, the product of the extents. */
  public int size() {
    return rows() * columns();
  }

  /** As printed in reports: {@code [8, 7]}. */
  @Override
  public String toString() {
    return dimensions.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
