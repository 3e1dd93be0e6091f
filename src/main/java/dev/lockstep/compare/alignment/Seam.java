package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.Shape;
import java.util.List;

/**
 * Where the parts of a tensor meet that is put together along one axis.
 *
 * @param parts the parts' shapes, which differ from the whole's in that axis only
 * @param whole the whole's shape
 * @param axis along which they are put together
 * @param segments ascending and without gaps along the axis
 */
record Seam(List<Shape> parts, Shape whole, int axis, List<Segment> segments) {

  /** Copies the lists. */
  Seam {
    parts = List.copyOf(parts);
    segments = List.copyOf(segments);
  }

  /** Which part holds the element at a flat index, where, and how many follow it in a row there. */
  Piece piece(long flat) {
    long extent = whole.dimensions().get(axis);
    long inner = new Shape(whole.dimensions().subList(axis + 1, whole.rank())).elements();
    long index = flat / inner % extent;
    Segment segment = segmentOf(index);
    long outer = flat / (extent * inner) * parts.get(segment.part).dimensions().get(axis);
    long within = index - segment.from;
    return new Piece(
        segment.part,
        (outer + segment.first + within) * inner + flat % inner,
        (segment.length - within) * inner - flat % inner);
  }

  private Segment segmentOf(long index) {
    int low = 0;
    int high = segments.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (segments.get(middle).from <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return segments.get(low);
  }

  /**
   * Indices along the axis that come from one part, in order.
   *
   * @param from the first index in the whole
   * @param length how many
   * @param part which part
   * @param first the first index in the part
   */
  record Segment(long from, long length, int part, long first) {}

  /**
   * Elements that lie side by side in the whole and in a part.
   *
   * @param part which part
   * @param flat the first one's flat index in the part
   * @param left how many
   */
  record Piece(int part, long flat, long left) {}
}
