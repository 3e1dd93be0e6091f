package dev.lockstep.worker;

import dev.lockstep.backend.Backend;
import dev.lockstep.training.EpochListener;
import dev.lockstep.verification.TaskResult;
import dev.lockstep.verification.TaskRunner;
import dev.lockstep.verification.TrainingTask;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs each task in a Java process of its own. However that process ends, its task has a result,
 * and nothing of it is left: no process, no file.
 *
 * <p>Several threads may run tasks at once. When this process is told to end, by Ctrl-C, SIGTERM or
 * {@code System.exit}, the workers are killed first, and no task that was under way returns, so
 * that nobody writes a report of half a run. When this process is killed outright, the workers
 * notice and end.
 */
public final class WorkerRunner implements TaskRunner, AutoCloseable {
  private final WorkerSettings settings;
  private final Wire wire = new Wire();
  private final Set<Running> running = ConcurrentHashMap.newKeySet();
  private final Thread hook = new Thread(this::killAllAtTheEnd, "worker-shutdown");
  private volatile boolean ending;
  private volatile boolean closed;

  /** A runner; {@link #close()} it after the last task. */
  public WorkerRunner(WorkerSettings settings) {
    this.settings = settings;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Runs a task in a new process.
   *
   * @throws IllegalStateException if this runner is closed
   */
  @Override
  public TaskResult run(TrainingTask task, EpochListener listener) {
    if (closed) {
      throw new IllegalStateException("this runner is closed");
    }
    if (!canBeNamed(task.backend().getClass())) {
      return failed(
          "a worker process cannot make "
              + task.backend().info().name()
              + ": its class has no public constructor without parameters; run it in this process");
    }
    WorkDirectory directory;
    try {
      directory = WorkDirectory.in(settings.temporaryDirectory());
    } catch (IOException e) {
      return failed("no directory for a worker process can be made: " + message(e));
    }
    try {
      TaskResult result = run(task, listener, directory);
      parkIfEnding();
      return result;
    } finally {
      directory.delete();
    }
  }

  private TaskResult run(TrainingTask task, EpochListener listener, WorkDirectory directory) {
    Request request = Request.of(task);
    Running worker;
    try {
      wire.write(directory.request(), request);
      ProcessBuilder command =
          WorkerCommand.of(directory, settings.heapBytes(), task.execution().device());
      worker = new Running(WorkerProcess.start(command), directory);
    } catch (IOException e) {
      return failed("no worker process can be started: " + message(e));
    }
    running.add(worker);
    if (ending || closed) {
      worker.process().kill();
    }
    try {
      Ending end = worker.process().await(settings.stallLimit(), listener);
      return result(request, end, new Postmortem(settings, directory, task.epochs()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("interrupted while its worker process ran");
    } finally {
      worker.process().kill();
      running.remove(worker);
    }
  }

  private TaskResult result(Request request, Ending end, Postmortem postmortem) {
    if (!end.cause().equals(new Ending.Exited(0))) {
      return postmortem.of(end);
    }
    try {
      Response response = wire.read(postmortem.directory().response(), Response.class);
      return response.requestId().equals(request.id())
          ? response.result()
          : postmortem.unusable(end, "it belongs to another task");
    } catch (NoSuchFileException e) {
      return postmortem.unusable(end, "there is none");
    } catch (IOException e) {
      return postmortem.unusable(end, e.getMessage());
    }
  }

  /** Kills what is still running. Tasks that are under way fail; further ones are refused. */
  @Override
  public void close() {
    closed = true;
    running.forEach(Running::end);
    if (!ending) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  private void killAllAtTheEnd() {
    ending = true;
    running.forEach(Running::end);
  }

  /** Whoever waits for a result would otherwise go on with one that says nothing. */
  private void parkIfEnding() {
    while (ending) {
      LockSupport.park(this);
    }
  }

  private static boolean canBeNamed(Class<? extends Backend> type) {
    try {
      return Modifier.isPublic(type.getModifiers())
          && Modifier.isPublic(type.getConstructor().getModifiers());
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  private static TaskResult.Failed failed(String reason) {
    return new TaskResult.Failed(reason, List.of());
  }

  private static String message(IOException e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private record Running(WorkerProcess process, WorkDirectory directory) {
    void end() {
      process.kill();
      directory.delete();
    }
  }
}
