package dev.lockstep.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the header of a safetensors file, strictly: names once, types that are known, offsets that
 * lie in the file, fit the shape and do not overlap. Gaps between tensors are no harm.
 */
final class SafetensorsHeader {
  /** The length of a header's length. */
  static final int PREFIX = 8;

  /** What the format's own library takes at most. */
  static final long LONGEST = 100_000_000;

  private static final String TYPES = "F64, F32, F16, BF16, I64, I32, I16, I8, U8, BOOL";
  private static final String ENTRY = "an object with dtype, shape and data_offsets";
  private static final JsonFactory FACTORY = new JsonFactory();

  private final Path file;
  private final long dataBegin;
  private final long dataLength;
  private final JsonParser parser;

  private SafetensorsHeader(Path file, long dataBegin, long dataLength, JsonParser parser) {
    this.file = file;
    this.dataBegin = dataBegin;
    this.dataLength = dataLength;
    this.parser = parser;
  }

  /**
   * How long a header is.
   *
   * @param prefix the first {@value #PREFIX} bytes of the file
   * @param size the size of the file
   * @throws InvalidRecordingException if the file cannot hold it
   */
  static int length(Path file, long prefix, long size) {
    long most = Math.min(LONGEST, size - PREFIX);
    if (prefix < 2 || prefix > most) {
      throw InvalidRecordingException.of(
          file,
          "a header of " + Long.toUnsignedString(prefix) + " bytes",
          "2 to " + most + " bytes in a file of " + size);
    }
    return (int) prefix;
  }

  /**
   * The tensors that a header tells of, in its order.
   *
   * @param header the header's bytes
   * @param size the size of the file
   * @throws InvalidRecordingException if it breaks a rule of the format
   */
  static Map<String, TensorEntry> parse(Path file, byte[] header, long size) {
    long begin = (long) PREFIX + header.length;
    try (JsonParser parser = FACTORY.createParser(text(file, header))) {
      return new SafetensorsHeader(file, begin, size - begin, parser).tensors();
    } catch (JsonProcessingException e) {
      throw InvalidRecordingException.of(
          file, "a header that is not JSON (" + oneLine(e) + ")", "one JSON object in UTF-8");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file, byte[] header) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString();
    } catch (CharacterCodingException e) {
      throw InvalidRecordingException.of(
          file, "a header with bytes that are not UTF-8", "one JSON object in UTF-8");
    }
  }

  private static String oneLine(JsonProcessingException e) {
    return InvalidRecordingException.visible(
        e.getOriginalMessage()
            .replaceAll("\\(start marker at \\[[^)]*\\)", "")
            .replaceAll("\\s+", " ")
            .strip());
  }

  private Map<String, TensorEntry> tensors() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw InvalidRecordingException.of(
          file, "a header that is no object", "one JSON object in UTF-8");
    }
    Map<String, TensorEntry> tensors = new LinkedHashMap<>();
    boolean metadata = false;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("__metadata__") ? metadata : tensors.containsKey(name)) {
        throw refuse(name, "this name a second time", "every name once");
      }
      if (name.equals("__metadata__")) {
        metadata = true;
        parser.skipChildren();
      } else {
        tensors.put(name, entry(name));
      }
    }
    if (parser.nextToken() != null) {
      throw InvalidRecordingException.of(
          file, "more after the end of the header's object", "one JSON object in UTF-8");
    }
    requireApart(tensors);
    return tensors;
  }

  private TensorEntry entry(String name) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw refuse(name, parser.getText(), ENTRY);
    }
    Optional<ElementType> type = Optional.empty();
    Optional<List<Long>> shape = Optional.empty();
    Optional<List<Long>> offsets = Optional.empty();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      parser.nextToken();
      switch (field) {
        case "dtype" -> type = Optional.of(once(name, field, type, type(name)));
        case "shape" -> shape = Optional.of(once(name, field, shape, naturals(name, field)));
        case "data_offsets" ->
            offsets = Optional.of(once(name, field, offsets, naturals(name, field)));
        default ->
            throw refuse(
                name,
                "an unknown field " + InvalidRecordingException.quoted(field),
                "dtype, shape, data_offsets");
      }
    }
    if (type.isEmpty() || shape.isEmpty() || offsets.isEmpty()) {
      String missing = type.isEmpty() ? "dtype" : shape.isEmpty() ? "shape" : "data_offsets";
      throw refuse(name, "no " + missing, ENTRY);
    }
    return entry(name, type.get(), shape(name, shape.get()), offsets.get());
  }

  private <T> T once(String name, String field, Optional<T> earlier, T value) {
    if (earlier.isPresent()) {
      throw refuse(name, field + " a second time", "every field once");
    }
    return value;
  }

  private ElementType type(String name) throws IOException {
    String text = parser.getText();
    for (ElementType type : ElementType.values()) {
      if (parser.currentToken() == JsonToken.VALUE_STRING && type.name().equals(text)) {
        return type;
      }
    }
    throw refuse(name, "dtype " + InvalidRecordingException.quoted(text), TYPES);
  }

  private List<Long> naturals(String name, String field) throws IOException {
    String allowed = "a list of integers from 0 to 2^63 - 1";
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw refuse(name, field + " " + InvalidRecordingException.quoted(parser.getText()), allowed);
    }
    List<Long> numbers = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      boolean isLong =
          parser.currentToken() == JsonToken.VALUE_NUMBER_INT
              && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
      if (!isLong || parser.getLongValue() < 0) {
        String found = InvalidRecordingException.visible(parser.getText());
        throw refuse(name, field + " with " + found, allowed);
      }
      numbers.add(parser.getLongValue());
    }
    return numbers;
  }

  private Shape shape(String name, List<Long> extents) {
    try {
      return new Shape(extents);
    } catch (IllegalArgumentException e) {
      throw refuse(name, "shape " + extents, "a shape of at most 2^63 - 1 elements");
    }
  }

  private TensorEntry entry(String name, ElementType type, Shape shape, List<Long> offsets) {
    boolean inside =
        offsets.size() == 2 && offsets.get(0) <= offsets.get(1) && offsets.get(1) <= dataLength;
    if (!inside) {
      throw refuse(
          name,
          "data_offsets " + offsets,
          "a begin and an end within the file's " + dataLength + " bytes of data");
    }
    long length = offsets.get(1) - offsets.get(0);
    if (shape.elements() > length || shape.elements() * type.bytes() != length) {
      throw refuse(
          name,
          length + " bytes",
          "what " + type.name() + " of shape " + shape + " takes, " + type.bytes() + " an element");
    }
    return new TensorEntry(type, shape, dataBegin + offsets.get(0));
  }

  private void requireApart(Map<String, TensorEntry> tensors) {
    List<Map.Entry<String, TensorEntry>> inOrder = new ArrayList<>(tensors.entrySet());
    inOrder.removeIf(tensor -> tensor.getValue().shape().elements() == 0);
    inOrder.sort(Comparator.comparingLong(tensor -> tensor.getValue().position()));
    for (int i = 1; i < inOrder.size(); i++) {
      TensorEntry before = inOrder.get(i - 1).getValue();
      long end = before.position() + before.shape().elements() * before.type().bytes();
      if (inOrder.get(i).getValue().position() < end) {
        throw refuse(
            inOrder.get(i).getKey(),
            "data_offsets that overlap those of "
                + InvalidRecordingException.quoted(inOrder.get(i - 1).getKey()),
            "bytes of its own");
      }
    }
  }

  private InvalidRecordingException refuse(String name, String found, String allowed) {
    return InvalidRecordingException.of(
        file, "tensor " + InvalidRecordingException.quoted(name), found, allowed);
  }
}
