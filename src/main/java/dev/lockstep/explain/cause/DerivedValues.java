package dev.lockstep.explain.cause;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** Views of a tensor's numbers, changed or in another order; nothing is copied. */
final class DerivedValues {
  private DerivedValues() {}

  /** Every number changed by a function. */
  static Values mapped(Values of, DoubleUnaryOperator function) {
    return new Values() {
      @Override
      public ElementType type() {
        return ElementType.F64;
      }

      @Override
      public Shape shape() {
        return of.shape();
      }

      @Override
      public void read(long from, double[] into, int count) {
        of.read(from, into, count);
        for (int i = 0; i < count; i++) {
          into[i] = function.applyAsDouble(into[i]);
        }
      }
    };
  }

  static Values scaled(Values of, double factor) {
    return mapped(of, value -> value * factor);
  }

  /**
   * The numbers in other places.
   *
   * @param shape of the view
   * @param source the flat index in {@code of} of the element at a flat index of the view
   */
  static Values moved(Values of, Shape shape, LongUnaryOperator source) {
    return new Values() {
      @Override
      public ElementType type() {
        return of.type();
      }

      @Override
      public Shape shape() {
        return shape;
      }

      @Override
      public void read(long from, double[] into, int count) {
        for (int i = 0; i < count; i++) {
          into[i] = of.at(source.applyAsLong(from + i));
        }
      }
    };
  }
}
