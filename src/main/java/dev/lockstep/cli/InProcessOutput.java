package dev.lockstep.cli;

import dev.lockstep.verification.PrintedLines;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Takes what implementations that run in this process print to Java's standard streams, themselves
 * or in threads that they start, for theirs, as if each had a process to itself. What native code
 * writes to the process's descriptors is not seen.
 */
final class InProcessOutput implements AutoCloseable {
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final InheritableThreadLocal<PrintedLines> lines = new InheritableThreadLocal<>();

  /** Takes the standard streams until it is closed. */
  InProcessOutput() {
    System.setOut(new PrintStream(new OfTheThread(out), true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(new OfTheThread(err), true, StandardCharsets.UTF_8));
  }

  /**
   * Does some work of an implementation.
   *
   * @param taker takes each line that is printed meanwhile
   */
  <T> T during(Consumer<String> taker, Supplier<T> work) {
    try (PrintedLines printed = new PrintedLines(taker)) {
      lines.set(printed);
      return work.get();
    } finally {
      lines.remove();
    }
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
  }

  /** What the thread's work prints; the stream itself for a thread that does none. */
  private final class OfTheThread extends OutputStream {
    private final OutputStream otherwise;

    private OfTheThread(OutputStream otherwise) {
      this.otherwise = otherwise;
    }

    @Override
    public void write(int octet) throws IOException {
      PrintedLines printed = lines.get();
      if (printed == null) {
        otherwise.write(octet);
      } else {
        printed.write(octet);
      }
    }

    @Override
    public void flush() throws IOException {
      otherwise.flush();
    }
  }
}
