package dev.lockstep.report.directory;

import dev.lockstep.message.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * The right to write into a directory, which one run at a time has. The system takes it back
 * however the run ends; the file that stands for it is deleted unless the process is killed
 * outright, and then taken over by the next run.
 */
public final class ReportClaim implements AutoCloseable {
  private static final String FILE = ".lockstep-run";

  private final Path file;
  private final FileChannel channel;
  private final Thread hook = new Thread(this::release, "report-claim");

  /** The directory that is claimed. */
  public Path directory() {
    return file.getParent();
  }

  private ReportClaim(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Makes a directory and claims it, so that one that cannot be had is known before anything is
   * trained.
   *
   * @throws UnwritableReportException if it cannot be made or written, or another run has it
   */
  public static ReportClaim of(Path directory) {
    ReportDirectory.prepare(directory);
    Path file = directory.resolve(FILE);
    try {
      return claimed(file);
    } catch (IOException e) {
      throw new UnwritableReportException(
          "cannot write the report to " + directory + ": " + Reason.of(e), e);
    }
  }

  private static ReportClaim claimed(Path file) throws IOException {
    while (true) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isFree(channel)) {
        channel.close();
        throw new IOException("another run is writing there; give each a directory of its own");
      }
      // Between opening and locking, the run before may have deleted what was opened.
      String mark = UUID.randomUUID().toString();
      channel.truncate(0).write(ByteBuffer.wrap(mark.getBytes(StandardCharsets.US_ASCII)));
      if (Files.exists(file) && Files.readString(file).equals(mark)) {
        return new ReportClaim(file, channel);
      }
      channel.close();
    }
  }

  private static boolean isFree(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() {
    release();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process ends, and the hook runs or has run.
    }
  }

  private void release() {
    try (FileChannel held = channel) {
      if (held.isOpen()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // What is left belongs to nobody, and the next run takes it over.
    }
  }
}
