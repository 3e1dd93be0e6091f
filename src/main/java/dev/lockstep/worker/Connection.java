package dev.lockstep.worker;

import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The line between a worker and its parent: a socket of its own, so that nothing which the worker's
 * libraries print, read or close can disturb it.
 *
 * <p>One thread may receive while others send.
 */
final class Connection implements Closeable {
  private final CBORFactory cbor = new CBORFactory();
  private final SocketChannel channel;

  /** Made when something is to be received, because already making one waits for the first byte. */
  private CBORParser in;

  private Connection(SocketChannel channel) {
    this.channel = channel;
  }

  /**
   * Waits for the other side.
   *
   * @throws IOException if the socket is closed first
   */
  static Connection accepted(ServerSocketChannel server) throws IOException {
    return new Connection(server.accept());
  }

  /**
   * Calls the other side.
   *
   * @throws IOException if it does not listen
   */
  static Connection to(Path socket) throws IOException {
    return new Connection(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
  }

  /**
   * Says something.
   *
   * @throws IOException if the other side has gone
   */
  synchronized void send(Message message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CBORGenerator out = cbor.createGenerator(bytes)) {
      new RecordWriter(out).write(Message.class, message);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes.toByteArray());
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Waits for what is said next; empty when the other side has gone. */
  Optional<Message> receive() {
    try {
      if (in == null) {
        in = cbor.createParser(new Bytes(channel));
      }
      return Optional.of((Message) new RecordReader(in).read(Message.class));
    } catch (IOException e) {
      // An end in the middle of a message, or before one: nothing more will come.
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Java's own streams over a channel let nobody write while one waits to read. */
  private static final class Bytes extends InputStream {
    private final SocketChannel channel;

    Bytes(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return channel.read(ByteBuffer.wrap(into, offset, length));
    }
  }
}
