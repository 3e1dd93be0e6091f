package dev.lockstep.worker;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * A tensor as bytes: its rank and extents as big-endian ints, then its elements as big-endian
 * doubles. Infinities, signs of zero and subnormal numbers survive, and NaN stays NaN.
 */
final class TensorBytes {
  private TensorBytes() {}

  private static byte[] bytes(Tensor tensor) {
    Shape shape = tensor.shape();
    ByteBuffer buffer =
        ByteBuffer.allocate(
            Math.addExact(
                Integer.BYTES * (1 + shape.rank()),
                Math.multiplyExact(Double.BYTES, tensor.size())));
    buffer.putInt(shape.rank());
    shape.dimensions().forEach(buffer::putInt);
    buffer.asDoubleBuffer().put(tensor.toArray());
    return buffer.array();
  }

  private static Tensor tensor(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int rank = buffer.getInt();
    Shape shape =
        rank == 1 ? Shape.of(buffer.getInt()) : Shape.of(buffer.getInt(), buffer.getInt());
    double[] values = new double[buffer.remaining() / Double.BYTES];
    buffer.asDoubleBuffer().get(values);
    return Tensor.of(shape, values);
  }

  static final class Serializer extends JsonSerializer<Tensor> {
    @Override
    public void serialize(Tensor tensor, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeBinary(bytes(tensor));
    }
  }

  static final class Deserializer extends JsonDeserializer<Tensor> {
    @Override
    public Tensor deserialize(JsonParser in, DeserializationContext context) throws IOException {
      try {
        return tensor(in.getBinaryValue());
      } catch (BufferUnderflowException | IllegalArgumentException e) {
        return context.reportInputMismatch(this, "these bytes are no tensor: %s", e.getMessage());
      }
    }
  }
}
