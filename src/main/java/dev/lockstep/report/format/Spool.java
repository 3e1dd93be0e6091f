package dev.lockstep.report.format;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Text on disk that grows case by case, until it is known what stands before it. The system deletes
 * the file however the process ends.
 */
public final class Spool implements Closeable {
  private final FileChannel channel;
  private final Writer writer;
  private boolean empty = true;

  private Spool(FileChannel channel) {
    this.channel = channel;
    this.writer = Channels.newWriter(channel, StandardCharsets.UTF_8);
  }

  /**
   * A new one.
   *
   * @throws IOException if the directory takes none
   */
  public static Spool in(Path directory) throws IOException {
    return new Spool(
        FileChannel.open(
            directory.resolve("." + UUID.randomUUID()),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE));
  }

  /**
   * Adds a piece.
   *
   * @param separator stands between two pieces
   * @throws IOException if it cannot be written
   */
  public void add(String separator, String piece) throws IOException {
    writer.write(empty ? "" : separator);
    writer.write(piece);
    writer.flush();
    empty = false;
  }

  /**
   * Copies all pieces.
   *
   * @throws IOException if they cannot be read or written
   */
  public void copyTo(Writer out) throws IOException {
    channel.position(0);
    Reader pieces = Channels.newReader(channel, StandardCharsets.UTF_8);
    pieces.transferTo(out);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
