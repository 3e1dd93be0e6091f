package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random tensors, and the same laid out otherwise, the slow and obvious way. */
final class Laid {
  private Laid() {}

  /** Numbers that float32 holds, all different but for chance. */
  static Tensor random(Random random, long... extents) {
    Shape shape = Shape.of(extents);
    double[] values = new double[shape.size()];
    Arrays.setAll(values, i -> random.nextFloat() - 0.5f);
    return Tensor.of(shape, values);
  }

  /** The tensor with its axes in another order: axis i of the result is {@code axes[i]}. */
  static Tensor transposed(Tensor tensor, int... axes) {
    List<Long> extents = tensor.shape().dimensions();
    Shape shape = new Shape(Arrays.stream(axes).mapToObj(extents::get).toList());
    double[] values = new double[tensor.size()];
    for (int i = 0; i < values.length; i++) {
      long[] to = shape.indexOf(i);
      long[] from = new long[axes.length];
      for (int axis = 0; axis < axes.length; axis++) {
        from[axes[axis]] = to[axis];
      }
      values[i] = tensor.get(flat(tensor.shape(), from));
    }
    return Tensor.of(shape, values);
  }

  /** The tensor with the indices along one axis in another order. */
  static Tensor taken(Tensor tensor, int axis, int... order) {
    List<Long> extents = new ArrayList<>(tensor.shape().dimensions());
    extents.set(axis, (long) order.length);
    Shape shape = new Shape(extents);
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      long[] index = shape.indexOf(i);
      index[axis] = order[(int) index[axis]];
      values[i] = tensor.get(flat(tensor.shape(), index));
    }
    return Tensor.of(shape, values);
  }

  static Tensor reshaped(Tensor tensor, long... extents) {
    return Tensor.of(Shape.of(extents), tensor.toArray());
  }

  /** The tensors one after the other along an axis. */
  static Tensor joined(int axis, Tensor... parts) {
    List<Long> extents = new ArrayList<>(parts[0].shape().dimensions());
    extents.set(axis, Arrays.stream(parts).mapToLong(p -> p.shape().dimensions().get(axis)).sum());
    Shape shape = new Shape(extents);
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      long[] index = shape.indexOf(i);
      int part = 0;
      while (index[axis] >= parts[part].shape().dimensions().get(axis)) {
        index[axis] -= parts[part++].shape().dimensions().get(axis);
      }
      values[i] = parts[part].get(flat(parts[part].shape(), index));
    }
    return Tensor.of(shape, values);
  }

  static Tensor read(Values values) {
    double[] all = new double[values.shape().size()];
    values.read(0, all, all.length);
    return Tensor.of(values.shape(), all);
  }

  /** The tensor as if it were kept in another type; its numbers must be of that type. */
  static Values as(ElementType type, Tensor tensor) {
    return new Values() {
      @Override
      public ElementType type() {
        return type;
      }

      @Override
      public Shape shape() {
        return tensor.shape();
      }

      @Override
      public void read(long from, double[] into, int count) {
        tensor.read(from, into, count);
      }
    };
  }

  private static int flat(Shape shape, long[] index) {
    long flat = 0;
    for (int axis = 0; axis < index.length; axis++) {
      flat = flat * shape.dimensions().get(axis) + index[axis];
    }
    return (int) flat;
  }
}
