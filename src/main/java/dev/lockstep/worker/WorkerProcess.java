package dev.lockstep.worker;

import dev.lockstep.training.EpochListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A worker process that is running. */
final class WorkerProcess {
  private static final int LAST_LINES = 20;
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Process process;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private WorkerProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts a process. Its standard input stays open for as long as this process lives.
   *
   * @throws IOException if it cannot be started
   */
  static WorkerProcess start(ProcessBuilder builder) throws IOException {
    WorkerProcess worker = new WorkerProcess(builder.start());
    Thread reader = new Thread(worker::readOutput, "worker-output");
    reader.setDaemon(true);
    reader.start();
    worker.process.onExit().thenRun(() -> worker.events.add(new Exit()));
    return worker;
  }

  private void readOutput() {
    OutputLines.forEach(process.getInputStream(), line -> events.add(new Line(line)));
    events.add(new EndOfOutput());
  }

  /**
   * Waits for its end.
   *
   * @param stallLimit how long it may take from one epoch to the next
   * @param listener is told of the epochs, in the calling thread
   * @throws InterruptedException if the calling thread is interrupted; the process then still runs
   */
  Ending await(Duration stallLimit, EpochListener listener) throws InterruptedException {
    Deque<String> lastLines = new ArrayDeque<>();
    int lastEpoch = 0;
    boolean outputEnded = false;
    boolean exited = false;
    long deadline = System.nanoTime() + stallLimit.toNanos();
    while (!(outputEnded && exited)) {
      Event event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (event == null) {
        break;
      } else if (event instanceof Exit) {
        exited = true;
        // Something that it started may hold its output open for ever.
        deadline = System.nanoTime() + GRACE.toNanos();
      } else if (event instanceof EndOfOutput) {
        outputEnded = true;
      } else if (event instanceof Line line) {
        OptionalInt epoch = OutputLines.epoch(line.text());
        if (epoch.isEmpty()) {
          keep(lastLines, line.text());
        } else {
          lastEpoch = epoch.getAsInt();
          listener.epochDone(lastEpoch);
          deadline = System.nanoTime() + stallLimit.toNanos();
        }
      }
    }
    Ending.Cause cause = exited ? new Ending.Exited(process.exitValue()) : new Ending.Stalled();
    return new Ending(cause, lastEpoch, new ArrayList<>(lastLines));
  }

  private static void keep(Deque<String> lastLines, String line) {
    if (lastLines.size() == LAST_LINES) {
      lastLines.removeFirst();
    }
    lastLines.addLast(line);
  }

  /**
   * Kills it and all that it started, and waits a moment for its end; does nothing if it has ended.
   */
  void kill() {
    List<ProcessHandle> descendants = process.descendants().toList();
    process.destroyForcibly();
    descendants.forEach(ProcessHandle::destroyForcibly);
    try {
      process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeInput();
  }

  private void closeInput() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // The other end is gone, which is what was wanted.
    }
  }

  private sealed interface Event {}

  private record Line(String text) implements Event {}

  private record EndOfOutput() implements Event {}

  private record Exit() implements Event {}
}
