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
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** The worker process: runs one job after the other. Started by {@link WorkerRunner}. */
public final class WorkerMain {
  /** What the parent writes, as a line, when a request is there. */
  static final String RUN = "run";

  /** Exit status after a response that could not be written; the last line says why. */
  static final int UNWRITABLE = 4;

  private static final long AFTER_A_SIGNAL_NANOS = 2_000_000_000L;

  private final WorkDirectory directory;
  private final PrintStream answers = stream(FileDescriptor.out);
  private final Wire wire = new Wire();

  private final BlockingQueue<String> orders = new LinkedBlockingQueue<>();

  /** Made for the device of the first request, which those after it have too. */
  private InProcessRunner runner;

  private WorkerMain(WorkDirectory directory) {
    this.directory = directory;
  }

  /**
   * Runs the request in a directory whenever a line on standard input says that there is one, with
   * progress on standard output. Ends when standard input ends, also in the middle of a job,
   * because then the parent has ended or wants it to.
   *
   * @param arguments the directory
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.setOut(stream(FileDescriptor.err));
    WorkerMain worker = new WorkerMain(new WorkDirectory(Path.of(arguments[0])));
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
    try {
      wire.write(directory.response(), new Response(request.id(), result));
    } catch (IOException e) {
      answers.println("could not write " + directory.response() + ": " + e.getMessage());
      Runtime.getRuntime().halt(UNWRITABLE);
    }
    answers.println(OutputLines.DONE);
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
      return runner.run(job, epoch -> answers.println(OutputLines.PROGRESS + epoch));
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(request.backendClass(), e);
    }
  }

  /** Asking for GPUs also shows DJL its runtime library, for the process that it is done in. */
  private static Machine machine(Device device) {
    return device instanceof Device.Cuda ? Machine.current() : Machine.withoutGpus();
  }

  private void listen() {
    Thread parent =
        new Thread(
            () -> {
              OutputLines.forEach(new FileInputStream(FileDescriptor.in), orders::add);
              ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
              directory.delete();
              // Not exit: what libraries do at exit can still crash or hang.
              Runtime.getRuntime().halt(0);
            },
            "parent");
    parent.setDaemon(true);
    parent.start();
  }

  /**
   * Ctrl-C reaches the whole group of processes. The parent ends its workers itself, and must not
   * take their death for a failure before it has noticed the signal.
   */
  private static void leaveSignalsToTheParent() {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> LockSupport.parkNanos(AFTER_A_SIGNAL_NANOS)));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
