package dev.lockstep.worker;

import dev.lockstep.backend.Device;
import dev.lockstep.training.EpochListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A worker process and its directory. Used by one thread at a time, but for {@link #end()}. */
final class Worker {
  private static final int LAST_LINES = 20;
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Process process;
  private final WorkDirectory directory;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  private Worker(Process process, WorkDirectory directory) {
    this.process = process;
    this.directory = directory;
  }

  /**
   * Starts a process in a new directory.
   *
   * @throws IOException if the directory cannot be made or the process not be started
   */
  static Worker start(WorkerSettings settings, Device device) throws IOException {
    WorkDirectory directory = WorkDirectory.in(settings.temporaryDirectory());
    try {
      Process process = WorkerCommand.of(directory, settings.heapBytes(), device).start();
      Worker worker = new Worker(process, directory);
      worker.listen();
      return worker;
    } catch (IOException e) {
      directory.delete();
      throw e;
    }
  }

  private void listen() {
    Thread reader =
        new Thread(
            () -> {
              OutputLines.forEach(process.getInputStream(), line -> events.add(new Line(line)));
              events.add(new EndOfOutput());
            },
            "worker-output");
    reader.setDaemon(true);
    reader.start();
    process.onExit().thenRun(() -> events.add(new Exit()));
  }

  WorkDirectory directory() {
    return directory;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Tells it that a request is there. If it cannot hear that any more, {@link #await} says why. */
  void order() {
    try {
      OutputStream orders = process.getOutputStream();
      orders.write((WorkerMain.RUN + "\n").getBytes(StandardCharsets.US_ASCII));
      orders.flush();
    } catch (IOException e) {
      // Its end is an event of its own, which tells more than a broken pipe.
    }
  }

  /**
   * Waits until the request is done or the process has ended.
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
      } else if (event instanceof Line line && line.text().equals(OutputLines.DONE)) {
        return new Ending(new Ending.Done(), lastEpoch, List.copyOf(lastLines));
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
    return new Ending(cause, lastEpoch, List.copyOf(lastLines));
  }

  private static void keep(Deque<String> lastLines, String line) {
    if (lastLines.size() == LAST_LINES) {
      lastLines.removeFirst();
    }
    lastLines.addLast(line);
  }

  /** Kills it and all that it started, waits a moment for that, and deletes its directory. */
  void end() {
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    process.destroyForcibly();
    all.stream().skip(1).forEach(ProcessHandle::destroyForcibly);
    try {
      CompletableFuture.allOf(
              all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
          .get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
      process.getOutputStream().close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | IOException e) {
      // They were told as plainly as can be; nobody is to wait for longer.
    }
    directory.delete();
  }

  private sealed interface Event {}

  private record Line(String text) implements Event {}

  private record EndOfOutput() implements Event {}

  private record Exit() implements Event {}
}
