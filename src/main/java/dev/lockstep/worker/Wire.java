package dev.lockstep.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;

/** Messages as files: a record in CBOR inside a {@link Frame}. */
final class Wire {
  private final CBORFactory cbor =
      CBORFactory.builder().enable(CBORGenerator.Feature.LENIENT_UTF_ENCODING).build();

  /**
   * Writes a message to a file, which must not exist.
   *
   * @throws IOException if it cannot be written whole
   * @throws IllegalArgumentException if something in it has a type that cannot be sent
   */
  void write(Path file, Record message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CBORGenerator out = cbor.createGenerator(bytes)) {
      new RecordWriter(out).write(message.getClass(), message);
    }
    Frame.write(file, bytes.toByteArray());
  }

  /**
   * Reads a message from a file.
   *
   * @throws InvalidFrameException if it is not a whole message of that type
   * @throws IOException if it cannot be read
   */
  <T extends Record> T read(Path file, Class<T> type) throws IOException {
    try (CBORParser in = cbor.createParser(Frame.read(file))) {
      T message = type.cast(new RecordReader(in).read(type));
      if (in.nextToken() != null) {
        throw new InvalidFrameException("something follows the " + type.getSimpleName());
      }
      return message;
    } catch (JsonProcessingException e) {
      throw new InvalidFrameException(
          "no " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
    }
  }
}
