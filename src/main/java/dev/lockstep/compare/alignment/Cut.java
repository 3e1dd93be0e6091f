package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A tensor cut along one axis of a view into other tensors, one after the other.
 *
 * @param extents of the view, with as many elements as the tensor
 * @param axis along which it is cut
 * @param parts which tensors, in order; each has as many elements as its indices say
 */
record Cut(long[] extents, int axis, List<Content> parts) {

  /** Copies the list. */
  Cut {
    parts = List.copyOf(parts);
  }

  /** How many indices along the axis a part takes. */
  long length(int part) {
    long whole = 1;
    for (long extent : extents) {
      whole *= extent;
    }
    return parts.get(part).elements() * extents[axis] / whole;
  }

  /** How many indices along the axis each part takes. */
  List<Long> lengths() {
    return IntStream.range(0, parts.size()).mapToObj(this::length).toList();
  }

  /** The first index along the axis of a part. */
  long start(int part) {
    long start = 0;
    for (int earlier = 0; earlier < part; earlier++) {
      start += length(earlier);
    }
    return start;
  }

  /** The extents of a part in the view. */
  private long[] extents(int part) {
    long[] own = extents.clone();
    own[axis] = length(part);
    return own;
  }

  /** The axes of a view of the whole that shows one part. */
  private List<Axis> axes(int part) {
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < extents.length; i++) {
      long stride = 1;
      for (int later = i + 1; later < extents.length; later++) {
        stride *= extents[later];
      }
      axes.add(
          i == axis
              ? new Axis.Strided(start(part), length(part), stride)
              : new Axis.Strided(0, extents[i], stride));
    }
    return axes;
  }

  /** The recipe of a part from the whole, in the view's extents. */
  Recipe place(Content whole, int part) {
    return new Recipe.Rearranged(whole.whole(), Shape.of(extents(part)), axes(part));
  }

  /** Which part of the whole a part is, in words. */
  String words(int part) {
    String range = start(part) + ".." + (start(part) + length(part) - 1);
    if (extents.length > 2) {
      return "indices " + range + " along axis " + axis;
    }
    return (extents.length == 1 ? "elements " : axis == 0 ? "rows " : "columns ") + range;
  }
}
