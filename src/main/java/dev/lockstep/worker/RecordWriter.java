package dev.lockstep.worker;

import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes values by their declared types; {@link RecordReader} reads them back. A record is an array
 * of its components in order, one of a sealed type has its class's simple name before it, an empty
 * optional is null, a map an array of its keys and values by turns, an enum's constant its name,
 * and a tensor bytes: its rank, its extents as longs, its elements as doubles, all big-endian. So a
 * new component needs no code here, and infinities, signs of zero and subnormal numbers survive;
 * NaN stays NaN.
 *
 * <p>A library that binds records takes longer to start than a small case takes to train.
 */
record RecordWriter(CBORGenerator out) {

  /** Writes a value of a declared type. */
  void write(Type type, Object value) throws IOException {
    if (type instanceof ParameterizedType generic) {
      writeGeneric(generic, value);
    } else if (value instanceof Record part && !((Class<?>) type).isSealed()) {
      writeRecord(part);
    } else if (value instanceof Record choice) {
      out.writeStartArray(choice, 2);
      out.writeString(choice.getClass().getSimpleName());
      writeRecord(choice);
      out.writeEndArray();
    } else if (value instanceof Tensor tensor) {
      out.writeBinary(bytes(tensor));
    } else if (value instanceof String text) {
      out.writeString(text);
    } else if (value instanceof Integer number) {
      out.writeNumber(number);
    } else if (value instanceof Long number) {
      out.writeNumber(number);
    } else if (value instanceof Double number) {
      out.writeNumber(number);
    } else if (value instanceof Boolean truth) {
      out.writeBoolean(truth);
    } else if (value instanceof Enum<?> constant) {
      out.writeString(constant.name());
    } else {
      throw new IllegalArgumentException("cannot be sent: " + type + " " + value);
    }
  }

  private void writeGeneric(ParameterizedType type, Object value) throws IOException {
    Type[] parts = type.getActualTypeArguments();
    if (value instanceof Optional<?> optional) {
      if (optional.isPresent()) {
        write(parts[0], optional.get());
      } else {
        out.writeNull();
      }
    } else if (value instanceof List<?> list) {
      out.writeStartArray(list, list.size());
      for (Object entry : list) {
        write(parts[0], entry);
      }
      out.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      out.writeStartArray(map, 2 * map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        write(parts[0], entry.getKey());
        write(parts[1], entry.getValue());
      }
      out.writeEndArray();
    } else {
      throw new IllegalArgumentException("cannot be sent: " + type);
    }
  }

  private void writeRecord(Record value) throws IOException {
    RecordComponent[] components = value.getClass().getRecordComponents();
    out.writeStartArray(value, components.length);
    for (RecordComponent component : components) {
      try {
        component.getAccessor().setAccessible(true);
        write(component.getGenericType(), component.getAccessor().invoke(value));
      } catch (ReflectiveOperationException e) {
        throw new IllegalArgumentException("cannot be sent: " + component, e);
      }
    }
    out.writeEndArray();
  }

  private static byte[] bytes(Tensor tensor) {
    Shape shape = tensor.shape();
    int header = Integer.BYTES + Long.BYTES * shape.rank();
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.addExact(header, Math.multiplyExact(Double.BYTES, tensor.size())));
    buffer.putInt(shape.rank());
    shape.dimensions().forEach(buffer::putLong);
    buffer.asDoubleBuffer().put(tensor.toArray());
    return buffer.array();
  }
}
