package dev.lockstep.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Values;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Writes safetensors files. Equal tensors give equal bytes: larger types come first, as the
 * format's own library has it, so that every element is aligned, and equally large ones in the
 * order given.
 */
final class SafetensorsWriter {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int ALIGNMENT = 8;
  private static final int CHUNK = 8192;

  private SafetensorsWriter() {}

  /** Writes a file that is not there yet. */
  static void write(Path file, Map<String, Values> tensors) throws IOException {
    List<Map.Entry<String, Values>> inOrder = new ArrayList<>(tensors.entrySet());
    inOrder.sort(Comparator.comparingInt(tensor -> -tensor.getValue().type().bytes()));
    byte[] header = header(inOrder);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer start =
          ByteBuffer.allocate(Long.BYTES + header.length).order(ByteOrder.LITTLE_ENDIAN);
      put(channel, start.putLong(header.length).put(header).flip());
      for (Map.Entry<String, Values> tensor : inOrder) {
        put(channel, tensor.getValue());
      }
    }
  }

  private static byte[] header(List<Map.Entry<String, Values>> tensors) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = MAPPER.createGenerator(text)) {
      json.writeStartObject();
      long offset = 0;
      for (Map.Entry<String, Values> tensor : tensors) {
        Values values = tensor.getValue();
        json.writeObjectFieldStart(tensor.getKey());
        json.writeStringField("dtype", values.type().name());
        json.writeArrayFieldStart("shape");
        for (long extent : values.shape().dimensions()) {
          json.writeNumber(extent);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("data_offsets");
        json.writeNumber(offset);
        offset = Math.addExact(offset, values.shape().elements() * values.type().bytes());
        json.writeNumber(offset);
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    int length = text.toString().getBytes(UTF_8).length;
    int padding = (ALIGNMENT - length % ALIGNMENT) % ALIGNMENT;
    return (text + " ".repeat(padding)).getBytes(UTF_8);
  }

  private static void put(FileChannel channel, Values values) throws IOException {
    if (values instanceof EncodedValues encoded) {
      put(channel, encoded.bytes().duplicate().rewind());
      return;
    }
    ElementType type = values.type();
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    long elements = values.shape().elements();
    for (long from = 0; from < elements; from += CHUNK) {
      int count = (int) Math.min(CHUNK, elements - from);
      bytes.clear();
      if (type == ElementType.I64) {
        long[] chunk = new long[count];
        values.readIntegers(from, chunk, count);
        for (long element : chunk) {
          bytes.putLong(element);
        }
      } else {
        double[] chunk = new double[count];
        values.read(from, chunk, count);
        Encoding.narrow(type, chunk, count, bytes);
      }
      put(channel, bytes.flip());
    }
  }

  private static void put(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
