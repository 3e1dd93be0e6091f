package dev.lockstep.recording;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/**
 * A tensor in memory, in the bytes in which a file keeps it.
 *
 * @param type of the elements
 * @param shape the extents
 * @param bytes as many as the elements take, from 0 on, little-endian
 */
record EncodedValues(ElementType type, Shape shape, ByteBuffer bytes) implements Values {

  /**
   * Room for a tensor.
   *
   * @throws IllegalArgumentException if the number of elements given is not the shape's
   */
  static EncodedValues room(ElementType type, Shape shape, int elements) {
    if (shape.elements() != elements) {
      throw new IllegalArgumentException(
          "shape " + shape + " holds " + shape.elements() + " elements, not " + elements);
    }
    int size = Math.multiplyExact(elements, type.bytes());
    return new EncodedValues(type, shape, ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN));
  }

  @Override
  public void read(long from, double[] into, int count) {
    Objects.checkFromIndexSize(0, count, into.length);
    Objects.checkFromIndexSize(from, (long) count, shape.elements());
    Encoding.widen(type, from(from), into, 0, count);
  }

  @Override
  public void readIntegers(long from, long[] into, int count) {
    if (type == ElementType.I64) {
      Objects.checkFromIndexSize(from, (long) count, shape.elements());
      from(from).asLongBuffer().get(into, 0, count);
    } else {
      Values.super.readIntegers(from, into, count);
    }
  }

  private ByteBuffer from(long element) {
    int position = (int) element * type.bytes();
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(position);
  }
}
