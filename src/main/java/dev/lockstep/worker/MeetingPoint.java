package dev.lockstep.worker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a worker finds its parent: a socket in the file system, in a directory that nobody else may
 * read. The systems allow such a socket some hundred bytes of path and no more.
 *
 * @param socket the socket's path
 * @param own whether the socket's directory was made for it alone
 */
record MeetingPoint(Path socket, boolean own) {
  private static final int LONGEST_PATH = 100;
  private static final String PREFIX = "lockstep-";
  private static final String NAME = "socket";

  /**
   * A place that is free: in the worker's directory, or in a new one where that has too long a
   * name.
   *
   * @throws IOException if there is none
   */
  static MeetingPoint near(WorkDirectory directory) throws IOException {
    Path beside = directory.path().resolve(NAME);
    if (fits(beside)) {
      return new MeetingPoint(beside, false);
    }
    Path root = directory.path().getRoot();
    for (Path parent :
        List.of(Path.of(System.getProperty("java.io.tmpdir")), root.resolve("tmp"))) {
      if (fits(parent.resolve(PREFIX + Long.MAX_VALUE).resolve(NAME)) && Files.isWritable(parent)) {
        return new MeetingPoint(Files.createTempDirectory(parent, PREFIX).resolve(NAME), true);
      }
    }
    throw new IOException(
        directory.path() + " has too long a name for a socket; name a shorter -Djava.io.tmpdir");
  }

  private static boolean fits(Path path) {
    return path.toString().getBytes(Charset.defaultCharset()).length <= LONGEST_PATH;
  }

  /**
   * Waits there.
   *
   * @throws IOException if that cannot be done
   */
  ServerSocketChannel listen() throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      return server.bind(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  /** Deletes it; whoever has met goes on speaking. */
  void delete() {
    try {
      Files.deleteIfExists(socket);
      if (own) {
        Files.deleteIfExists(socket.getParent());
      }
    } catch (IOException e) {
      // The other side deletes it too.
    }
  }
}
