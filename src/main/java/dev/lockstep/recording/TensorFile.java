package dev.lockstep.recording;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;

/**
 * One safetensors file, of which only the header is held. Its data is read by position and not
 * mapped: a file that somebody cuts short is then an error that can be told, where a mapped one
 * would bring down the process, and one tensor may be larger than a mapping.
 */
final class TensorFile {
  private final Path path;
  private final FileStamp stamp;
  private final OpenFiles files;
  private final Map<String, TensorEntry> entries;

  private TensorFile(Path path, FileStamp stamp, OpenFiles files) {
    this.path = path;
    this.stamp = stamp;
    this.files = files;
    ByteBuffer prefix = ByteBuffer.allocate(SafetensorsHeader.PREFIX);
    if (stamp.size() < SafetensorsHeader.PREFIX) {
      throw InvalidRecordingException.of(
          path, stamp.size() + " bytes", "a safetensors file, which begins with 8 bytes of length");
    }
    read(0, prefix);
    long length = prefix.order(ByteOrder.LITTLE_ENDIAN).getLong(0);
    ByteBuffer header = ByteBuffer.allocate(SafetensorsHeader.length(path, length, stamp.size()));
    read(SafetensorsHeader.PREFIX, header);
    this.entries = SafetensorsHeader.parse(path, header.array(), stamp.size());
  }

  /**
   * Reads the header of a file.
   *
   * @throws InvalidRecordingException if it breaks a rule of the format
   */
  static TensorFile open(Path folder, Path path, OpenFiles files) {
    return new TensorFile(path, FileStamp.of(folder, path), files);
  }

  /** What the file was like when its header was read. */
  FileStamp stamp() {
    return stamp;
  }

  /** The tensors by their names, in the order of the header. */
  Map<String, TensorEntry> entries() {
    return entries;
  }

  /**
   * Fills a buffer from a place in the file.
   *
   * @throws InvalidRecordingException if it cannot be read or has become shorter
   */
  void read(long position, ByteBuffer into) {
    try {
      files.read(path, position, into);
    } catch (EOFException e) {
      throw InvalidRecordingException.of(
          path, "a file that became shorter while it was read", "a file that nobody writes to");
    } catch (IOException e) {
      throw InvalidRecordingException.unreadable(path, e);
    }
  }
}
