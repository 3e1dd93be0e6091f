package dev.lockstep.worker;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what {@link RecordWriter} wrote; anything else is an {@link InvalidFrameException}. */
record RecordReader(CBORParser in) {

  /** Reads the next value, of a declared type. */
  Object read(Type type) throws IOException {
    return value(type, in.nextToken());
  }

  private Object value(Type type, JsonToken token) throws IOException {
    if (type instanceof ParameterizedType generic) {
      Type[] parts = generic.getActualTypeArguments();
      if (generic.getRawType() == Optional.class) {
        return token == JsonToken.VALUE_NULL
            ? Optional.empty()
            : Optional.of(value(parts[0], token));
      }
      return generic.getRawType() == Map.class
          ? map(parts[0], parts[1], token)
          : list(parts[0], token);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isSealed()) {
      return choice(plain, token);
    } else if (plain.isRecord()) {
      return composed(plain, token);
    } else if (plain == Tensor.class) {
      expect(JsonToken.VALUE_EMBEDDED_OBJECT, token);
      return tensor(in.getBinaryValue());
    } else if (plain.isEnum()) {
      return constant(plain, text(token));
    } else if (plain == String.class) {
      return text(token);
    } else if (plain == double.class) {
      expect(JsonToken.VALUE_NUMBER_FLOAT, token);
      return in.getDoubleValue();
    } else if (plain == boolean.class) {
      return token == JsonToken.VALUE_TRUE;
    }
    expect(JsonToken.VALUE_NUMBER_INT, token);
    boolean isLong = plain == long.class || plain == Long.class;
    return isLong ? (Object) in.getLongValue() : (Object) in.getIntValue();
  }

  private List<Object> list(Type element, JsonToken first) throws IOException {
    expect(JsonToken.START_ARRAY, first);
    List<Object> list = new ArrayList<>();
    for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
      list.add(value(element, token));
    }
    return list;
  }

  private Map<Object, Object> map(Type key, Type content, JsonToken first) throws IOException {
    expect(JsonToken.START_ARRAY, first);
    Map<Object, Object> map = new LinkedHashMap<>();
    for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
      Object name = value(key, token);
      if (map.put(name, read(content)) != null) {
        throw new InvalidFrameException("twice: " + name);
      }
    }
    return map;
  }

  private Object choice(Class<?> sealed, JsonToken first) throws IOException {
    expect(JsonToken.START_ARRAY, first);
    String name = text(in.nextToken());
    Class<?> chosen =
        Arrays.stream(sealed.getPermittedSubclasses())
            .filter(permitted -> permitted.getSimpleName().equals(name))
            .findFirst()
            .orElseThrow(
                () -> new InvalidFrameException(sealed.getSimpleName() + " has no " + name));
    Object value = read(chosen);
    expect(JsonToken.END_ARRAY, in.nextToken());
    return value;
  }

  private Object composed(Class<?> type, JsonToken first) throws IOException {
    expect(JsonToken.START_ARRAY, first);
    RecordComponent[] components = type.getRecordComponents();
    Object[] values = new Object[components.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = read(components[i].getGenericType());
    }
    expect(JsonToken.END_ARRAY, in.nextToken());
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new InvalidFrameException(
          "no " + type.getSimpleName() + ": " + e.getCause().getMessage(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName(), e);
    }
  }

  private static Object constant(Class<?> type, String name) throws IOException {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> ((Enum<?>) constant).name().equals(name))
        .findFirst()
        .orElseThrow(() -> new InvalidFrameException(type.getSimpleName() + " has no " + name));
  }

  private String text(JsonToken token) throws IOException {
    expect(JsonToken.VALUE_STRING, token);
    return in.getText();
  }

  private static void expect(JsonToken expected, JsonToken found) throws IOException {
    if (found != expected) {
      throw new InvalidFrameException(found + " in place of " + expected);
    }
  }

  private static Tensor tensor(byte[] bytes) throws IOException {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      List<Long> dimensions = new ArrayList<>();
      for (int axes = buffer.getInt(); axes > 0; axes--) {
        dimensions.add(buffer.getLong());
      }
      Shape shape = new Shape(dimensions);
      double[] values = new double[buffer.remaining() / Double.BYTES];
      buffer.asDoubleBuffer().get(values);
      return Tensor.of(shape, values);
    } catch (BufferUnderflowException | IllegalArgumentException | ArithmeticException e) {
      throw new InvalidFrameException("bytes that are no tensor: " + e.getMessage(), e);
    }
  }
}
