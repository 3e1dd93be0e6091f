package dev.lockstep.mutation;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * Numbers held in memory, of the type that they were recorded in.
 *
 * @param type of every number
 * @param shape of the tensor
 * @param numbers row-major, each one of the type's; nobody changes them
 */
record HeldValues(ElementType type, Shape shape, double[] numbers) implements Values {

  /** What a tensor holds at present. */
  static HeldValues of(Values values) {
    double[] numbers = new double[Math.toIntExact(values.shape().elements())];
    values.read(0, numbers, numbers.length);
    return new HeldValues(values.type(), values.shape(), numbers);
  }

  /** Every number changed, rounded to the type if it is a floating one. */
  HeldValues mapped(DoubleUnaryOperator change) {
    return indexed(i -> change.applyAsDouble(numbers[i]));
  }

  HeldValues negated() {
    return mapped(value -> -value);
  }

  /** What becomes of an element. */
  interface Element {
    double at(int index);
  }

  /** Every number replaced, rounded to the type if it is a floating one. */
  HeldValues indexed(Element element) {
    double[] changed = new double[numbers.length];
    Arrays.setAll(changed, i -> type.isFloating() ? type.round(element.at(i)) : element.at(i));
    return new HeldValues(type, shape, changed);
  }

  /**
   * The same numbers in other places.
   *
   * @param source the index that the number of an index is taken from
   */
  HeldValues moved(IntUnaryOperator source) {
    return indexed(i -> numbers[source.applyAsInt(i)]);
  }

  /** This matrix with its rows as columns. */
  HeldValues transposed() {
    int rows = shape.rows();
    int columns = shape.columns();
    HeldValues turned = moved(i -> i % rows * columns + i / rows);
    return new HeldValues(type, Shape.of(columns, rows), turned.numbers);
  }

  /** Slices along the first axis in the opposite order. */
  HeldValues reversed() {
    int rows = shape.rows();
    int width = numbers.length / rows;
    return moved(i -> (rows - 1 - i / width) * width + i % width);
  }

  @Override
  public void read(long from, double[] into, int count) {
    System.arraycopy(numbers, Math.toIntExact(from), into, 0, count);
  }
}
