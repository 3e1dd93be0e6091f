package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.util.List;

/**
 * A tensor's elements in another order: element {@code [i, j, ..]} of the view is the source's at
 * the sum of what each axis says of its index. Reads a range box by box, and each box along the
 * axis on which the source's elements lie side by side, so that a transposed file is read in runs.
 */
final class RearrangedValues implements Values {
  private final Values source;
  private final Shape shape;
  private final List<Axis> axes;

  /** How many elements one step along each axis of the view passes; one entry more, which is 1. */
  private final long[] strides;

  /** For each axis, which axis from there on has its elements side by side in the source. */
  private final int[] contiguous;

  RearrangedValues(Values source, Shape shape, List<Axis> axes) {
    this.source = source;
    this.shape = shape;
    this.axes = axes;
    strides = new long[axes.size() + 1];
    contiguous = new int[axes.size()];
    strides[axes.size()] = 1;
    int best = axes.size() - 1;
    for (int axis = axes.size() - 1; axis >= 0; axis--) {
      strides[axis] = strides[axis + 1] * axes.get(axis).extent();
      best = length(axis) > length(best) ? axis : best;
      contiguous[axis] = best;
    }
  }

  private long length(int axis) {
    Axis along = axes.get(axis);
    return along.extent() == 0 ? 0 : along.run(0, along.extent());
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
    if (from < 0 || count > into.length || from + count > strides[0]) {
      throw new IndexOutOfBoundsException(count + " elements from " + from + " of " + shape);
    }
    if (count > 0) {
      new Copy(into, count).range(0, from, from + count, 0, 0);
    }
  }

  /** One read: where the elements go. */
  private final class Copy {
    private final double[] into;
    private final double[] run;

    Copy(double[] into, int count) {
      this.into = into;
      this.run = new double[count];
    }

    /**
     * Copies a range of the part of the view that lies under fixed indices of the axes before.
     *
     * @param axis the first axis that is not fixed
     * @param from flat index within that part
     * @param base what the fixed indices add to the place in the source
     * @param at where the first element goes
     */
    void range(int axis, long from, long to, long base, long at) {
      if (axis == axes.size()) {
        source.read(base, run, 1);
        into[(int) at] = run[0];
        return;
      }
      long inner = strides[axis + 1];
      long first = from / inner;
      long last = (to - 1) / inner;
      if (first == last && to - from < inner) {
        long fixed = base + axes.get(axis).offset(first);
        range(axis + 1, from - first * inner, to - first * inner, fixed, at);
        return;
      }
      long whole = first;
      if (from > first * inner) {
        long fixed = base + axes.get(axis).offset(first);
        range(axis + 1, from - first * inner, inner, fixed, at);
        whole = first + 1;
      }
      long end = to < (last + 1) * inner ? last : last + 1;
      if (whole < end) {
        box(axis, whole, end, base, at + whole * inner - from);
      }
      if (end == last) {
        long fixed = base + axes.get(axis).offset(last);
        range(axis + 1, 0, to - last * inner, fixed, at + last * inner - from);
      }
    }

    /** Copies indices of one axis with all of those after it. */
    private void box(int axis, long from, long to, long base, long at) {
      int along = contiguous[axis];
      if (axis == along) {
        runs(axis, from, to, base, at);
        return;
      }
      for (long i = from; i < to; i++) {
        long next = at + (i - from) * strides[axis + 1];
        box(axis + 1, 0, axes.get(axis + 1).extent(), base + axes.get(axis).offset(i), next);
      }
    }

    private void runs(int along, long from, long to, long base, long at) {
      Axis axis = axes.get(along);
      for (long i = from, length; i < to; i += length) {
        length = axis.run(i, to);
        inner(along + 1, base + axis.offset(i), (int) length, along, at, i - from);
      }
    }

    /** Copies a run along one axis for every index of the axes after it. */
    private void inner(int axis, long base, int length, int along, long at, long index) {
      if (axis == axes.size()) {
        source.read(base, run, length);
        long stride = strides[along + 1];
        for (int j = 0; j < length; j++) {
          into[(int) (at + (index + j) * stride)] = run[j];
        }
        return;
      }
      for (long i = 0; i < axes.get(axis).extent(); i++) {
        inner(
            axis + 1,
            base + axes.get(axis).offset(i),
            length,
            along,
            at + i * strides[axis + 1],
            index);
      }
    }
  }
}
