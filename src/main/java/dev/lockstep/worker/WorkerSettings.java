package dev.lockstep.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What workers may use up.
 *
 * @param stallLimit how long a worker may go without ending an epoch before it is killed; starting,
 *     unpacking natives and writing the result are each measured by it too
 * @param idleLimit how long a worker may wait for its next job before it is ended
 * @param heapBytes the largest Java heap of a worker, 1 MiB or more
 * @param temporaryDirectory where each worker gets a private directory, which is deleted after it
 * @param crashDirectory where the JVM's report of a native crash is kept; if empty, only its
 *     essential lines are quoted in the result
 */
public record WorkerSettings(
    Duration stallLimit,
    Duration idleLimit,
    long heapBytes,
    Path temporaryDirectory,
    Optional<Path> crashDirectory) {

  /** Long enough for the first start with CUDA, which unpacks gigabytes. */
  public static final Duration DEFAULT_STALL_LIMIT = Duration.ofMinutes(5);

  private static final Duration DEFAULT_IDLE_LIMIT = Duration.ofSeconds(5);

  /**
   * Five minutes, five seconds idle, as much heap as this process may have, the system's temporary
   * directory.
   */
  public static WorkerSettings defaults() {
    return new WorkerSettings(
        DEFAULT_STALL_LIMIT,
        DEFAULT_IDLE_LIMIT,
        Runtime.getRuntime().maxMemory(),
        Path.of(System.getProperty("java.io.tmpdir")),
        Optional.empty());
  }

  /** These settings with another limit. */
  public WorkerSettings withStallLimit(Duration limit) {
    return new WorkerSettings(limit, idleLimit, heapBytes, temporaryDirectory, crashDirectory);
  }

  /** These settings with another limit of idleness. */
  public WorkerSettings withIdleLimit(Duration limit) {
    return new WorkerSettings(stallLimit, limit, heapBytes, temporaryDirectory, crashDirectory);
  }

  /** These settings with another largest heap. */
  public WorkerSettings withHeapBytes(long bytes) {
    return new WorkerSettings(stallLimit, idleLimit, bytes, temporaryDirectory, crashDirectory);
  }

  /** These settings with another place for private directories. */
  public WorkerSettings withTemporaryDirectory(Path directory) {
    return new WorkerSettings(stallLimit, idleLimit, heapBytes, directory, crashDirectory);
  }

  /** These settings with a place where reports of crashes are kept; it is made when needed. */
  public WorkerSettings withCrashDirectory(Path directory) {
    return new WorkerSettings(
        stallLimit, idleLimit, heapBytes, temporaryDirectory, Optional.of(directory));
  }
}
