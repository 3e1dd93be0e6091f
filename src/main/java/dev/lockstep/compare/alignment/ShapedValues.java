package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.util.Arrays;

/** The same elements in the same order under another shape; or one number for every element. */
final class ShapedValues implements Values {
  private final Values source;
  private final Shape shape;

  private ShapedValues(Values source, Shape shape) {
    this.source = source;
    this.shape = shape;
  }

  /**
   * A tensor under another shape.
   *
   * @param source of as many elements, or of one, which then stands for all
   * @throws IllegalArgumentException if it has another number of elements
   */
  static Values of(Values source, Shape shape) {
    if (source.shape().equals(shape)) {
      return source;
    }
    long elements = source.shape().elements();
    if (elements != 1 && elements != shape.elements()) {
      throw new IllegalArgumentException(source.shape() + " is not " + shape);
    }
    return new ShapedValues(source, shape);
  }

  @Override
  public ElementType type() {
    return source.type();
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public void read(long from, double[] into, int count) {
    if (source.shape().elements() == shape.elements()) {
      source.read(from, into, count);
    } else if (from < 0 || from + count > shape.elements()) {
      throw new IndexOutOfBoundsException(count + " elements from " + from + " of " + shape);
    } else {
      Arrays.fill(into, 0, count, source.at(0));
    }
  }
}
