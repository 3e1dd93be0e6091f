package dev.lockstep.tensor;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * An immutable tensor of {@code double} in memory, row-major. Values computed in float32 are held
 * widened, which is exact.
 *
 * <p>NaN and infinities are ordinary contents. Two tensors are equal when their shapes are and
 * every element has the same bits, so NaN equals itself and 0.0 differs from -0.0.
 */
public final class Tensor implements Values {
  private final Shape shape;
  private final double[] values;

  private Tensor(Shape shape, double[] values) {
    if (values.length != shape.size()) {
      throw new IllegalArgumentException(
          "shape " + shape + " holds " + shape.size() + " values, not " + values.length);
    }
    this.shape = shape;
    this.values = values;
  }

  /**
   * A tensor that holds a copy of the values.
   *
   * @throws IllegalArgumentException if their number is not the shape's size
   */
  public static Tensor of(Shape shape, double[] values) {
    return new Tensor(shape, values.clone());
  }

  /**
   * A tensor that holds the array itself, which nobody may change any more.
   *
   * @throws IllegalArgumentException if its length is not the shape's size
   */
  public static Tensor holding(Shape shape, double[] values) {
    return new Tensor(shape, values);
  }

  /**
   * A tensor that holds the values, each widened exactly.
   *
   * @throws IllegalArgumentException if their number is not the shape's size
   */
  public static Tensor of(Shape shape, float[] values) {
    double[] widened = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      widened[i] = values[i];
    }
    return new Tensor(shape, widened);
  }

  /** A tensor of zeros. */
  public static Tensor zeros(Shape shape) {
    return new Tensor(shape, new double[shape.size()]);
  }

  /** A tensor of one number, of rank 0. */
  public static Tensor scalar(double value) {
    return new Tensor(Shape.of(), new double[] {value});
  }

  /** Always {@link ElementType#F64}, in which all numbers are held. */
  @Override
  public ElementType type() {
    return ElementType.F64;
  }

  @Override
  public Shape shape() {
    return shape;
  }

  @Override
  public void read(long from, double[] into, int count) {
    System.arraycopy(values, Math.toIntExact(from), into, 0, count);
  }

  /** The number of elements. */
  public int size() {
    return values.length;
  }

  /**
   * The element at a flat, row-major index.
   *
   * @throws IndexOutOfBoundsException if the index is not in {@code 0 .. size() - 1}
   */
  public double get(int index) {
    return values[index];
  }

  /**
   * The element of a matrix at a row and a column.
   *
   * @throws IndexOutOfBoundsException if either lies outside the shape
   */
  public double get(int row, int column) {
    if (column < 0 || column >= shape.columns()) {
      throw new IndexOutOfBoundsException("column " + column + " of shape " + shape);
    }
    return values[row * shape.columns() + column];
  }

  /** A copy of all elements, row-major. */
  public double[] toArray() {
    return values.clone();
  }

  /** A copy of all elements, row-major, each rounded to float32. */
  public float[] toFloatArray() {
    float[] narrowed = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrowed[i] = (float) values[i];
    }
    return narrowed;
  }

  /** A tensor of the same shape with the function applied to every element. */
  public Tensor map(DoubleUnaryOperator function) {
    return new Tensor(shape, Arrays.stream(values).map(function).toArray());
  }

  /**
   * The element by element sum.
   *
   * @throws IllegalArgumentException if the shapes differ
   */
  public Tensor plus(Tensor other) {
    if (!shape.equals(other.shape)) {
      throw new IllegalArgumentException("shapes " + shape + " and " + other.shape + " differ");
    }
    double[] sums = values.clone();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.values[i];
    }
    return new Tensor(shape, sums);
  }

  /** This tensor with every element rounded to the precision. */
  public Tensor roundedTo(Precision precision) {
    return precision == Precision.FLOAT64 ? this : map(precision::round);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor tensor
        && shape.equals(tensor.shape)
        && Arrays.equals(values, tensor.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Tensor" + shape + Arrays.toString(values);
  }
}
