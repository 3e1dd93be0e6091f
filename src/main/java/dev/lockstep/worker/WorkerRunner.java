package dev.lockstep.worker;

import dev.lockstep.backend.Backend;
import dev.lockstep.message.Reason;
import dev.lockstep.verification.Job;
import dev.lockstep.verification.JobListener;
import dev.lockstep.verification.JobResult;
import dev.lockstep.verification.JobRunner;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs each job in a Java process other than this one: one for each library and device, as long as
 * it lives, and more of them when several threads run jobs at once. However a process ends, its job
 * has a result, the next job gets a new process, and nothing is left behind: no process, no file.
 *
 * <p>When this process is told to end, by Ctrl-C, SIGTERM or {@code System.exit}, the workers are
 * ended first, and no job that was under way returns, so that nobody writes a report of half a run.
 * When this process is killed outright, the workers notice and end.
 */
public final class WorkerRunner implements JobRunner, AutoCloseable {
  private final WorkerSettings settings;
  private final WorkerPool pool;
  private final Wire wire = new Wire();
  private final Thread hook = new Thread(this::endWithTheProcess, "workers-end");
  private volatile boolean processEnds;

  /** A runner; {@link #close()} it after the last job. */
  public WorkerRunner(WorkerSettings settings) {
    this.settings = settings;
    this.pool = new WorkerPool(settings);
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public JobResult run(Job job, JobListener listener) {
    if (!canBeMadeElsewhere(Request.made(job.backend()).getClass())) {
      return failed(
          "a worker process cannot make "
              + job.backend().info().name()
              + ": its class has no public constructor without parameters; run it in this process");
    }
    try {
      JobResult result = run(pool.take(job), job, listener);
      parkIfTheProcessEnds();
      return result;
    } catch (IOException | RuntimeException e) {
      parkIfTheProcessEnds();
      return failed("no worker process can be had: " + Reason.of(e));
    }
  }

  private JobResult run(Worker worker, Job job, JobListener listener) throws IOException {
    boolean reusable = false;
    try {
      Request request = Request.of(job);
      worker.directory().deleteMessages();
      wire.write(worker.directory().request(), request);
      worker.order();
      Ending ending = worker.await(request, settings.stallLimit(), listener);
      Postmortem postmortem = new Postmortem(settings, worker.directory(), job.epochs());
      if (!ending.cause().equals(new Ending.Done())) {
        return postmortem.of(ending);
      }
      Answer answer = Answer.to(request, worker.directory(), wire);
      reusable = answer.result().isPresent();
      return answer.result().orElseGet(() -> postmortem.unusable(ending, answer.defect()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failed("interrupted while its worker process ran");
    } finally {
      if (reusable) {
        pool.release(worker, job);
      } else {
        pool.discard(worker);
      }
    }
  }

  /** Ends all workers. A job that is under way fails, as does every further one. */
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

  private static JobResult.Failed failed(String reason) {
    return new JobResult.Failed(reason, List.of());
  }
}
