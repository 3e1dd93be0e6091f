package dev.lockstep.worker;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Device;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.device.Machine;
import dev.lockstep.device.Preflight;
import dev.lockstep.verification.InProcessRunner;
import dev.lockstep.verification.Job;
import dev.lockstep.verification.JobResult;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** The worker process: runs one job after the other. Started by {@link WorkerRunner}. */
public final class WorkerMain {
  /** Exit status after a response that could not be written. */
  static final int UNWRITABLE = 4;

  private static final long AFTER_A_SIGNAL_NANOS = 2_000_000_000L;

  private final WorkDirectory directory;
  private final Connection parent;
  private final Wire wire = new Wire();
  private final BlockingQueue<Message> orders = new LinkedBlockingQueue<>();

  /** Where implementations print to, whatever they make of {@code System.out}. */
  private final PrintStream output =
      new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

  /** Made for the device of the first request, which those after it have too. */
  private InProcessRunner runner;

  private WorkerMain(WorkDirectory directory, Connection parent) {
    this.directory = directory;
    this.parent = parent;
  }

  /**
   * Runs the request in a directory whenever the parent says that there is one, and tells it of the
   * progress. Ends when the parent has gone, also in the middle of a job.
   *
   * @param arguments the directory, and the socket where the parent waits
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Connection parent = Connection.to(Path.of(arguments[1]));
    WorkerMain worker = new WorkerMain(new WorkDirectory(Path.of(arguments[0])), parent);
    worker.listen();
    leaveSignalsToTheParent();
    while (true) {
      worker.orders.take();
      worker.serve();
    }
  }

  private void serve() throws IOException {
    Request request = wire.read(directory.request(), Request.class);
    JobResult result = run(request);
    endOutputOf(request);
    try {
      respond(request, result);
    } catch (IOException e) {
      Files.deleteIfExists(directory.response());
      parent.send(
          new Message.Unwritable(
              "could not write " + directory.response() + ": " + e.getMessage()));
      Runtime.getRuntime().halt(UNWRITABLE);
    }
    parent.send(new Message.Done());
  }

  /** A result that cannot be sent is the implementation's failure, which can. */
  private void respond(Request request, JobResult result) throws IOException {
    try {
      wire.write(directory.response(), new Response(request.id(), result));
    } catch (RuntimeException e) {
      wire.write(directory.response(), new Response(request.id(), InProcessRunner.failed(e)));
    }
  }

  /** What follows this line was printed after the job. */
  private void endOutputOf(Request request) {
    System.out.flush();
    System.err.flush();
    output.print("\n" + request.id() + "\n");
    output.flush();
  }

  private JobResult run(Request request) {
    try {
      Backend backend =
          Class.forName(request.backendClass())
              .asSubclass(Backend.class)
              .getConstructor()
              .newInstance();
      CaseFile caseFile = new CaseFile(Path.of(""), request.trainingCase());
      Job job = new Job(caseFile, backend, request.execution(), request.mode());
      if (runner == null) {
        runner = new InProcessRunner(new Preflight(machine(request.execution().device())));
      }
      return runner.run(job, this::tell);
    } catch (ReflectiveOperationException | LinkageError | OutOfMemoryError e) {
      return InProcessRunner.failed(e);
    }
  }

  private void tell(int epoch) {
    try {
      parent.send(new Message.Epoch(epoch));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asking for GPUs also shows DJL its runtime library, for the process that it is done in. */
  private static Machine machine(Device device) {
    return device instanceof Device.Cuda ? Machine.current() : Machine.withoutGpus();
  }

  private void listen() {
    Thread listener =
        new Thread(
            () -> {
              for (Optional<Message> order = parent.receive();
                  order.isPresent();
                  order = parent.receive()) {
                orders.add(order.get());
              }
              ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
              directory.delete();
              // Not exit: what libraries do at exit can still crash or hang.
              Runtime.getRuntime().halt(0);
            },
            "parent");
    listener.setDaemon(true);
    listener.start();
  }

  /**
   * Ctrl-C reaches the whole group of processes. The parent ends its workers itself, and must not
   * take their death for a failure before it has noticed the signal.
   */
  private static void leaveSignalsToTheParent() {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> LockSupport.parkNanos(AFTER_A_SIGNAL_NANOS)));
  }
}
