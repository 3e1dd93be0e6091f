package dev.lockstep.worker;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.UnsupportedExecutionException;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.device.DeviceRequest;
import dev.lockstep.device.Preflight;
import dev.lockstep.verification.InProcessRunner;
import dev.lockstep.verification.TaskResult;
import dev.lockstep.verification.TrainingTask;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** The worker process: runs one task and writes its result. Started by {@link WorkerRunner}. */
public final class WorkerMain {
  /** The response could not be written. */
  static final int UNWRITABLE = 4;

  private static final long AFTER_A_SIGNAL_NANOS = 2_000_000_000L;

  private WorkerMain() {}

  /**
   * Runs the request in a directory, with progress on standard output. Ends with status 0 as soon
   * as the response is there, and at once when standard input ends, because then the parent has.
   *
   * @param arguments the directory
   */
  public static void main(String[] arguments) throws IOException {
    WorkDirectory directory = new WorkDirectory(Path.of(arguments[0]));
    PrintStream progress = stream(FileDescriptor.out);
    PrintStream messages = stream(FileDescriptor.err);
    System.setOut(messages);
    dieWithTheParent(directory);
    leaveSignalsToTheParent();
    Wire wire = new Wire();
    Request request = wire.read(directory.request(), Request.class);
    TaskResult result = run(request, progress);
    try {
      wire.write(directory.response(), new Response(request.id(), result));
    } catch (IOException e) {
      messages.println("cannot write " + directory.response() + ": " + e.getMessage());
      Runtime.getRuntime().halt(UNWRITABLE);
    }
    // Not exit: the result is safe, and what libraries do at exit can still crash or hang.
    Runtime.getRuntime().halt(0);
  }

  private static TaskResult run(Request request, PrintStream progress) {
    try {
      Backend backend =
          Class.forName(request.backendClass())
              .asSubclass(Backend.class)
              .getConstructor()
              .newInstance();
      TrainingTask task =
          new TrainingTask(
              new CaseFile(Path.of(""), request.trainingCase()),
              backend,
              request.execution(),
              request.mode());
      makeUsable(task);
      return new InProcessRunner()
          .run(task, epoch -> progress.println(OutputLines.PROGRESS + epoch));
    } catch (UnsupportedExecutionException e) {
      return new TaskResult.Unsupported(e.getMessage());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(request.backendClass(), e);
    }
  }

  /**
   * The preflight shows an implementation where the runtime library is, for the process that it
   * runs in, so a GPU takes one here too. The host's processor needs none, and saves its time.
   */
  private static void makeUsable(TrainingTask task) {
    Device device = task.execution().device();
    if (device instanceof Device.Cuda) {
      Preflight.ofThisMachine().resolve(task.backend().info(), new DeviceRequest.Exactly(device));
    }
  }

  private static void dieWithTheParent(WorkDirectory directory) {
    Thread watch =
        new Thread(
            () -> {
              try (InputStream parent = new FileInputStream(FileDescriptor.in)) {
                parent.transferTo(OutputStream.nullOutputStream());
              } catch (IOException e) {
                // Unreadable means the same as ended.
              }
              directory.delete();
              Runtime.getRuntime().halt(1);
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
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
