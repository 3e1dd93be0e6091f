package dev.lockstep.worker;

import dev.lockstep.backend.Device;
import dev.lockstep.backend.OtherVersion;
import dev.lockstep.verification.Job;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The workers that are alive. One that is done with a job waits for the next job of the same
 * library on the same device, which saves starting Java and loading the engine again. No more wait
 * for one kind of job than there are processors; and whoever has waited for the idle limit goes
 * too, because an engine is some hundred megabytes of memory.
 */
final class WorkerPool {
  private final WorkerSettings settings;
  private final Executor afterIdleLimit;
  private final Set<Worker> busy = new HashSet<>();
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private boolean ended;

  WorkerPool(WorkerSettings settings) {
    this.settings = settings;
    this.afterIdleLimit =
        CompletableFuture.delayedExecutor(settings.idleLimit().toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * A worker for a job, one that waited or a new one; to be given to {@link #release} or {@link
   * #discard} afterwards.
   *
   * @throws IOException if none can be started, or all were told to end
   */
  synchronized Worker take(Job job) throws IOException {
    if (ended) {
      throw new IOException("the workers were told to end");
    }
    Kind kind = Kind.of(job);
    for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
      Waiting candidate = each.next();
      if (!candidate.worker().isAlive()) {
        each.remove();
        candidate.worker().end();
      } else if (candidate.kind().equals(kind)) {
        each.remove();
        busy.add(candidate.worker());
        return candidate.worker();
      }
    }
    Worker worker = Worker.start(settings, kind.device(), kind.classPath());
    busy.add(worker);
    return worker;
  }

  /** Keeps a worker for the next job of the kind that it had. */
  synchronized void release(Worker worker, Job job) {
    if (!busy.remove(worker)) {
      return;
    }
    Waiting idle = new Waiting(worker, Kind.of(job), System.nanoTime());
    if (ofKind(idle.kind()) >= Runtime.getRuntime().availableProcessors()) {
      worker.end();
      return;
    }
    waiting.addLast(idle);
    afterIdleLimit.execute(() -> endIfStillWaiting(idle));
  }

  private synchronized void endIfStillWaiting(Waiting idle) {
    if (waiting.remove(idle)) {
      idle.worker().end();
    }
  }

  private long ofKind(Kind kind) {
    return waiting.stream().filter(idle -> idle.kind().equals(kind)).count();
  }

  /** Ends a worker. */
  void discard(Worker worker) {
    synchronized (this) {
      busy.remove(worker);
    }
    worker.end();
  }

  /** Ends all workers, also those at work, and lets no new one start. */
  void endAll() {
    List<Worker> all;
    synchronized (this) {
      ended = true;
      waiting.forEach(idle -> busy.add(idle.worker()));
      waiting.clear();
      all = List.copyOf(busy);
      busy.clear();
    }
    all.forEach(Worker::end);
  }

  /**
   * What jobs of one worker have in common.
   *
   * @param classPath the worker's own; empty if it has this process's
   */
  private record Kind(String library, Device device, List<Path> classPath) {
    static Kind of(Job job) {
      List<Path> own = job.backend() instanceof OtherVersion other ? other.classPath() : List.of();
      return new Kind(job.backend().info().library(), job.execution().device(), own);
    }
  }

  /** A worker that has waited since a time of {@link System#nanoTime}. */
  private record Waiting(Worker worker, Kind kind, long since) {}
}
