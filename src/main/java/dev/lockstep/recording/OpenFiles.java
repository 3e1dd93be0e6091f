package dev.lockstep.recording;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The files of a recording that are being read, of which only so many are open at a time. Any
 * number of threads may read at once.
 */
final class OpenFiles {
  private static final int MOST = 64;
  private static final float LOAD = 0.75f;

  private final Map<Path, OpenFile> open = new LinkedHashMap<>(MOST, LOAD, true);
  private boolean closed;

  /**
   * Fills a buffer from a place in a file.
   *
   * @throws EOFException if the file ends before the buffer is full
   * @throws IllegalStateException if all were closed
   */
  void read(Path file, long position, ByteBuffer into) throws IOException {
    OpenFile source = acquire(file);
    try {
      long at = position;
      while (into.hasRemaining()) {
        int count = source.channel.read(into, at);
        if (count < 0) {
          throw new EOFException(file.toString());
        }
        at += count;
      }
    } finally {
      release(source);
    }
  }

  private synchronized OpenFile acquire(Path file) throws IOException {
    if (closed) {
      throw new IllegalStateException("the recording was closed");
    }
    OpenFile source = open.get(file);
    if (source == null) {
      closeOneIfFull();
      source = new OpenFile(FileChannel.open(file, StandardOpenOption.READ));
      open.put(file, source);
    }
    source.readers++;
    return source;
  }

  private synchronized void release(OpenFile source) throws IOException {
    source.readers--;
    if (closed && source.readers == 0) {
      source.channel.close();
    }
  }

  /** The one that was not used for longest; none if all are being read. */
  private void closeOneIfFull() throws IOException {
    Iterator<OpenFile> eldest = open.values().iterator();
    while (open.size() >= MOST && eldest.hasNext()) {
      OpenFile file = eldest.next();
      if (file.readers == 0) {
        file.channel.close();
        eldest.remove();
      }
    }
  }

  /** Closes all files, those that are being read as soon as they are not any more. */
  synchronized void close() throws IOException {
    closed = true;
    for (OpenFile file : open.values()) {
      if (file.readers == 0) {
        file.channel.close();
      }
    }
    open.clear();
  }

  private static final class OpenFile {
    private final FileChannel channel;
    private int readers;

    OpenFile(FileChannel channel) {
      this.channel = channel;
    }
  }
}
