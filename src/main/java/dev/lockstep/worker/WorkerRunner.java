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
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs each task in a Java process other than this one: one for each library and device, as long as
 * it lives, and more of them when several threads run tasks at once. However a process ends, its
 * task has a result, the next task gets a new process, and nothing is left behind: no process, no
 * file.
 *
 * <p>When this process is told to end, by Ctrl-C, SIGTERM or {@code System.exit}, the workers are
 * ended first, and no task that was under way returns, so that nobody writes a report of half a
 * run. When this process is killed outright, the workers notice and end.
 */
public final class WorkerRunner implements TaskRunner, AutoCloseable {
  private final WorkerSettings settings;
  private final WorkerPool pool;
  private final Wire wire = new Wire();
  private final Thread hook = new Thread(this::endWithTheProcess, "workers-end");
  private volatile boolean processEnds;

  /** A runner; {@link #close()} it after the last task. */
  public WorkerRunner(WorkerSettings settings) {
    this.settings = settings;
    this.pool = new WorkerPool(settings);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public TaskResult run(TrainingTask task, EpochListener listener) {
    if (!canBeMadeElsewhere(task.backend().getClass())) {
      return failed(
          "a worker process cannot make "
              + task.backend().info().name()
              + ": its class has no public constructor without parameters; run it in this process");
    }
    try {
      TaskResult result = run(pool.take(task), task, listener);
      parkIfTheProcessEnds();
      return result;
    } catch (IOException e) {
      parkIfTheProcessEnds();
      String message = e.getMessage() == null ? "" : ": " + e.getMessage();
      return failed("no worker process can be had: " + e.getClass().getSimpleName() + message);
    }
  }

  private TaskResult run(Worker worker, TrainingTask task, EpochListener listener)
      throws IOException {
    boolean reusable = false;
    try {
      Request request = Request.of(task);
      worker.directory().deleteMessages();
      wire.write(worker.directory().request(), request);
      worker.order();
      Ending ending = worker.await(settings.stallLimit(), listener);
      Postmortem postmortem = new Postmortem(settings, worker.directory(), task.epochs());
      if (!ending.cause().equals(new Ending.Done())) {
        return postmortem.of(ending);
      }
      Answer answer = answer(worker, request);
      reusable = answer.result().isPresent();
      return answer.result().orElseGet(() -> postmortem.unusable(ending, answer.defect()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("interrupted while its worker process ran");
    } finally {
      if (reusable) {
        pool.release(worker, task);
      } else {
        pool.discard(worker);
      }
    }
  }

  private Answer answer(Worker worker, Request request) {
    try {
      Response response = wire.read(worker.directory().response(), Response.class);
      return response.requestId().equals(request.id())
          ? new Answer(Optional.of(response.result()), "")
          : new Answer(Optional.empty(), "it belongs to another task");
    } catch (NoSuchFileException e) {
      return new Answer(Optional.empty(), "there is none");
    } catch (IOException e) {
      return new Answer(Optional.empty(), e.getMessage());
    }
  }

  /** Ends all workers. A task that is under way fails, as does every further one. */
  @Override
  public void close() {
    pool.endAll();
    if (!processEnds) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }

  private void endWithTheProcess() {
    processEnds = true;
    pool.endAll();
  }

  /** Whoever waits for a result would otherwise go on with one that says nothing. */
  private void parkIfTheProcessEnds() {
    while (processEnds) {
      LockSupport.park(this);
    }
  }

  private static boolean canBeMadeElsewhere(Class<? extends Backend> type) {
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

  private record Answer(Optional<TaskResult> result, String defect) {}
}
