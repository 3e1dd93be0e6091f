package dev.lockstep.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.zip.CRC32C;

/**
 * A file of one message: {@value #MAGIC} as four bytes, the version, the length of what follows and
 * its CRC-32C, each a big-endian int, then the message. A file that was cut short, overwritten or
 * written by another version is told from a whole one before anything is made of it.
 */
final class Frame {
  /** "LKST". */
  static final int MAGIC = 0x4c4b5354;

  /** Changes whenever the two sides would not understand each other. */
  static final int VERSION = 1;

  private static final int HEADER = 4 * Integer.BYTES;

  private Frame() {}

  /**
   * Writes a file, which must not exist.
   *
   * @throws IOException if it exists or cannot be written whole
   */
  static void write(Path file, byte[] message) throws IOException {
    try (OutputStream stream =
            Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        DataOutputStream out = new DataOutputStream(stream)) {
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      header.putInt(MAGIC).putInt(VERSION).putInt(message.length).putInt(checksum(message));
      out.write(header.array());
      out.write(message);
    }
  }

  /**
   * The message of a file.
   *
   * @throws InvalidFrameException if the file is not a whole frame of this version
   * @throws IOException if it cannot be read
   */
  static byte[] read(Path file) throws IOException {
    long size = Files.size(file);
    if (size < HEADER) {
      throw new InvalidFrameException(size + " bytes, fewer than a header has");
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      int magic = in.readInt();
      if (magic != MAGIC) {
        throw new InvalidFrameException(
            String.format(Locale.ROOT, "it starts with %08x, not %08x", magic, MAGIC));
      }
      int version = in.readInt();
      if (version != VERSION) {
        throw new InvalidFrameException("format version " + version + ", not " + VERSION);
      }
      int length = in.readInt();
      int checksum = in.readInt();
      if (length != size - HEADER) {
        throw new InvalidFrameException(
            "a message of " + (size - HEADER) + " bytes, announced as " + length);
      }
      byte[] message = in.readNBytes(length);
      if (checksum(message) != checksum) {
        throw new InvalidFrameException("its checksum does not match its content");
      }
      return message;
    }
  }

  private static int checksum(byte[] message) {
    CRC32C crc = new CRC32C();
    crc.update(message);
    return (int) crc.getValue();
  }
}
