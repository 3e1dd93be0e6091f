package dev.lockstep.recording;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;

/** The numbers of a tensor in a safetensors file. */
final class FileValues implements Values {
  private static final int BUFFER = 1 << 16;

  /** One for each thread, so that no read allocates memory outside the heap. */
  private static final ThreadLocal<ByteBuffer> BUFFERS =
      ThreadLocal.withInitial(
          () -> ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN));

  private final TensorFile file;
  private final TensorEntry entry;

  FileValues(TensorFile file, TensorEntry entry) {
    this.file = file;
    this.entry = entry;
  }

  @Override
  public ElementType type() {
    return entry.type();
  }

  @Override
  public Shape shape() {
    return entry.shape();
  }

  @Override
  public void read(long from, double[] into, int count) {
    Objects.checkFromIndexSize(0, count, into.length);
    Objects.checkFromIndexSize(from, (long) count, entry.shape().elements());
    int most = BUFFER / entry.type().bytes();
    for (int done = 0; done < count; done += most) {
      int elements = Math.min(most, count - done);
      Encoding.widen(entry.type(), bytes(from + done, elements), into, done, elements);
    }
  }

  @Override
  public void read(long from, float[] into, int count) {
    if (entry.type() != ElementType.F32) {
      Values.super.read(from, into, count);
      return;
    }
    Objects.checkFromIndexSize(0, count, into.length);
    Objects.checkFromIndexSize(from, (long) count, entry.shape().elements());
    int most = BUFFER / Float.BYTES;
    for (int done = 0; done < count; done += most) {
      int elements = Math.min(most, count - done);
      bytes(from + done, elements).asFloatBuffer().get(into, done, elements);
    }
  }

  @Override
  public void readIntegers(long from, long[] into, int count) {
    if (entry.type() != ElementType.I64) {
      Values.super.readIntegers(from, into, count);
      return;
    }
    Objects.checkFromIndexSize(0, count, into.length);
    Objects.checkFromIndexSize(from, (long) count, entry.shape().elements());
    int most = BUFFER / Long.BYTES;
    for (int done = 0; done < count; done += most) {
      int elements = Math.min(most, count - done);
      bytes(from + done, elements).asLongBuffer().get(into, done, elements);
    }
  }

  private ByteBuffer bytes(long from, int elements) {
    ByteBuffer buffer = BUFFERS.get();
    buffer.clear().limit(elements * entry.type().bytes());
    file.read(entry.position() + from * entry.type().bytes(), buffer);
    return buffer.flip();
  }
}
