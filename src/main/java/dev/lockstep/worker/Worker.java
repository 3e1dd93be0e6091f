package dev.lockstep.worker;

import dev.lockstep.backend.Device;
import dev.lockstep.verification.JobListener;
import dev.lockstep.verification.PrintedLines;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A worker process and its directory. Used by one thread at a time, but for {@link #end()}. */
final class Worker {
  private static final int LAST_LINES = 20;
  private static final int UNREAD_LINES = 1000;
  private static final Duration GRACE = Duration.ofSeconds(2);

  private final Process process;
  private final WorkDirectory directory;
  private final MeetingPoint meetingPoint;
  private final ServerSocketChannel server;
  private final CompletableFuture<Connection> connection = new CompletableFuture<>();
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Semaphore room = new Semaphore(UNREAD_LINES);
  private volatile boolean ended;

  private Worker(
      Process process,
      WorkDirectory directory,
      MeetingPoint meetingPoint,
      ServerSocketChannel server) {
    this.process = process;
    this.directory = directory;
    this.meetingPoint = meetingPoint;
    this.server = server;
  }

  /**
   * Starts a process in a new directory.
   *
   * @param classPath its own; empty if it is to have this process's
   * @throws IOException if the directory cannot be made or the process not be started
   */
  static Worker start(WorkerSettings settings, Device device, List<Path> classPath)
      throws IOException {
    WorkDirectory directory = WorkDirectory.in(settings.temporaryDirectory());
    try {
      MeetingPoint meetingPoint = MeetingPoint.near(directory);
      ServerSocketChannel server = meetingPoint.listen();
      Process process =
          WorkerCommand.of(directory, meetingPoint, settings, device, classPath).start();
      // Whoever reads there finds its end, and does not wait.
      process.getOutputStream().close();
      Worker worker = new Worker(process, directory, meetingPoint, server);
      worker.inBackground("worker-output", worker::readOutput);
      worker.inBackground("worker-connection", worker::readConnection);
      process.onExit().thenRun(worker::exited);
      return worker;
    } catch (IOException e) {
      directory.delete();
      throw e;
    }
  }

  private void inBackground(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void readOutput() {
    try (PrintedLines lines = new PrintedLines(this::printed)) {
      process.getInputStream().transferTo(lines);
    } catch (IOException e) {
      // A killed process may leave its pipe in any state; what came through is what there is.
    }
    events.add(new EndOfOutput());
  }

  private void printed(String line) {
    // Who prints faster than can be shown has to wait, and fills no memory.
    if (!ended) {
      room.acquireUninterruptibly();
    }
    events.add(new Line(line));
  }

  private void readConnection() {
    try (Connection accepted = accept()) {
      connection.complete(accepted);
      Optional<Message> said = accepted.receive();
      while (said.isPresent()) {
        events.add(new Said(said.get()));
        said = accepted.receive();
      }
    } catch (IOException e) {
      // The process has ended before it called; its exit says more.
    }
    events.add(new EndOfConnection());
  }

  private Connection accept() throws IOException {
    try (server) {
      return Connection.accepted(server);
    } finally {
      meetingPoint.delete();
    }
  }

  private void exited() {
    try {
      server.close();
    } catch (IOException e) {
      // It waits for nobody any more.
    }
    events.add(new Exit());
  }

  WorkDirectory directory() {
    return directory;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Tells it that a request is there. If it cannot hear that any more, {@link #await} says why. */
  void order() {
    connection.thenAccept(
        called -> {
          try {
            called.send(new Message.Run());
          } catch (IOException e) {
            // Its end is an event of its own, which tells more than a broken connection.
          }
        });
  }

  /**
   * Waits until a request is done, and what was printed meanwhile is read, or the process has
   * ended.
   *
   * @param request what it was ordered to do
   * @param stallLimit how long it may take from one epoch to the next
   * @param listener is told of epochs and of lines, in the calling thread
   * @throws InterruptedException if the calling thread is interrupted; the process then still runs
   */
  Ending await(Request request, Duration stallLimit, JobListener listener)
      throws InterruptedException {
    Deque<String> lastLines = new ArrayDeque<>();
    int lastEpoch = 0;
    Optional<Ending.Cause> cause = Optional.empty();
    int ends = 0;
    boolean allPrinted = false;
    long deadline = System.nanoTime() + stallLimit.toNanos();
    while (cause.isEmpty() || !(allPrinted || ends == 2)) {
      Event event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (event == null) {
        break;
      } else if (event instanceof Line line) {
        room.release();
        if (line.text().equals(request.id())) {
          allPrinted = true;
        } else if (!line.text().isEmpty()) {
          keep(lastLines, line.text());
          listener.printed(line.text());
        }
      } else if (event instanceof Said said && said.message() instanceof Message.Epoch epoch) {
        lastEpoch = epoch.number();
        listener.epochDone(lastEpoch);
        deadline = System.nanoTime() + stallLimit.toNanos();
      } else if (event instanceof Said said) {
        cause = Optional.of(cause(said.message()));
        deadline = System.nanoTime() + GRACE.toNanos();
      } else if (event instanceof Exit) {
        cause = cause.or(() -> Optional.of(new Ending.Exited(process.exitValue())));
        // Something that it started may hold its output open for ever.
        deadline = System.nanoTime() + GRACE.toNanos();
      } else {
        ends++;
      }
    }
    return new Ending(cause.orElse(new Ending.Stalled()), lastEpoch, List.copyOf(lastLines));
  }

  private static Ending.Cause cause(Message last) {
    return last instanceof Message.Unwritable unwritable
        ? new Ending.Unwritable(unwritable.reason())
        : new Ending.Done();
  }

  private static void keep(Deque<String> lastLines, String line) {
    if (lastLines.size() == LAST_LINES) {
      lastLines.removeFirst();
    }
    lastLines.addLast(line);
  }

  /** Kills it and all that it started, waits a moment for that, and deletes its directory. */
  void end() {
    ended = true;
    room.release();
    List<ProcessHandle> all =
        Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
    process.destroyForcibly();
    all.stream().skip(1).forEach(ProcessHandle::destroyForcibly);
    try {
      CompletableFuture.allOf(
              all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new))
          .get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // They were told as plainly as can be; nobody is to wait for longer.
    }
    meetingPoint.delete();
    directory.delete();
  }

  private sealed interface Event {}

  private record Line(String text) implements Event {}

  private record EndOfOutput() implements Event {}

  private record Said(Message message) implements Event {}

  private record EndOfConnection() implements Event {}

  private record Exit() implements Event {}
}
