package dev.lockstep.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lockstep.message.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.Channels;
import java.nio.charset.CharsetDecoder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The text of a case file, of which no more than a piece is held at once. */
final class CaseText {
  /** More than a text of forty million characters, and what every heap can take piece by piece. */
  private static final long LARGEST = 256L << 20;

  private static final int PIECE = 1 << 16;
  private static final int BYTE_ORDER_MARK = 0xfeff;

  private CaseText() {}

  /**
   * The characters of a file, without a byte order mark; reading them throws a {@code
   * CharacterCodingException} where the file is not UTF-8.
   *
   * @throws InvalidCaseException if it is not a regular file, or too large
   * @throws IOException if it cannot be opened
   */
  static Reader open(Path file) throws IOException {
    requireRegular(file);
    long bytes = Files.size(file);
    if (bytes > LARGEST) {
      throw Position.of(file).refuse(bytes + " bytes", "at most " + LARGEST + " bytes");
    }
    Reader decoding = Channels.newReader(Files.newByteChannel(file), UTF_8.newDecoder(), PIECE);
    PushbackReader text = new PushbackReader(decoding);
    int first = text.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      text.unread(first);
    }
    return text;
  }

  /**
   * Refuses what could not be read to an end: a pipe waits for a writer, a device has no end.
   *
   * @throws InvalidCaseException if it is not there, or no regular file
   */
  private static void requireRegular(Path file) {
    Position whole = Position.of(file);
    if (Files.isDirectory(file)) {
      throw whole.refuse("a directory", "a case file");
    }
    if (!Files.exists(file)) {
      throw whole.refuse("no such file", "a case file");
    }
    if (!Files.isRegularFile(file)) {
      throw whole.refuse("a pipe, a socket or a device", "a regular file");
    }
  }

  /** The refusal of a file that the system does not give. */
  static InvalidCaseException unreadable(Path file, IOException e) {
    return Position.of(file)
        .refuse("a file that cannot be read (" + Reason.of(e) + ")", "a readable case file");
  }

  /** The refusal of a file that is not UTF-8, which is read again to find the place. */
  static InvalidCaseException notUtf8(Path file) {
    ByteBuffer in = ByteBuffer.allocate(PIECE);
    CharBuffer out = CharBuffer.allocate(PIECE);
    CharsetDecoder decoder = UTF_8.newDecoder();
    long offset = 0;
    int line = 1;
    try (InputStream bytes = Files.newInputStream(file)) {
      boolean ends = false;
      boolean malformed = false;
      while (!malformed && !ends) {
        int read = bytes.read(in.array(), in.position(), in.remaining());
        ends = read < 0;
        in.position(in.position() + Math.max(0, read)).flip();
        malformed = decoder.decode(in, out, ends).isError();
        offset += in.position();
        line += newlines(out.flip());
        out.clear();
        in.compact();
      }
    } catch (IOException e) {
      return unreadable(file, e);
    }
    String found = "bytes that are not UTF-8 from offset " + offset;
    return Position.of(file).onLine(line).refuse(found, JsonDocument.ALLOWED);
  }

  private static int newlines(CharBuffer text) {
    return (int) text.chars().filter(character -> character == '\n').count();
  }
}
