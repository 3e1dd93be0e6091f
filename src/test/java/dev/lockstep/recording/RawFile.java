package dev.lockstep.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Recordings made byte by byte, as no writer that follows the rules would. */
final class RawFile {
  static final String FACTS =
      """
      {"formatVersion": 1, "name": "raw", "precision": "float32", "steps": 3}
      """;

  private RawFile() {}

  /** A safetensors file of a header as it is given and some bytes of data. */
  static Path safetensors(Path file, String header, int dataBytes) throws IOException {
    byte[] text = header.getBytes(UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES + text.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text);
    return Files.write(file, bytes.array());
  }

  /** A folder with facts and one step. */
  static Path recording(Path folder, String facts, String header, int dataBytes)
      throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("recording.json"), facts);
    safetensors(folder.resolve("step-000001.safetensors"), header, dataBytes);
    return folder;
  }
}
