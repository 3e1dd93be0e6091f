package dev.lockstep.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What workers may use up.
 *
 * @param stallLimit how long a worker may go without ending an epoch before it is killed; starting,
 *     unpacking natives and writing the result are each measured by it too
 * @param idleLimit how long a worker may wait for its next job before it is ended
 * @param heapBytes the largest Java heap of a worker, 1 MiB or more
 * @param backendPath jars and folders of classes with implementations that this process's class
 *     path does not hold
 * @param temporaryDirectory where each worker gets a private directory, which is deleted after it
 * @param crashDirectory where the JVM's report of a native crash is kept; if empty, only its
 *     essential lines are quoted in the result
 */
public record WorkerSettings(
    Duration stallLimit,
    Duration idleLimit,
    long heapBytes,
    List<Path> backendPath,
    Path temporaryDirectory,
    Optional<Path> crashDirectory) {

  /** Long enough for the first start with CUDA, which unpacks gigabytes. */
  public static final Duration DEFAULT_STALL_LIMIT = Duration.ofMinutes(5);

  /** Copies the list. */
  public WorkerSettings {
    backendPath = List.copyOf(backendPath);
  }

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
        List.of(),
        Path.of(System.getProperty("java.io.tmpdir")),
        Optional.empty());
  }

  /** These settings with another limit. */
  public WorkerSettings withStallLimit(Duration limit) {
    return new WorkerSettings(
        limit, idleLimit, heapBytes, backendPath, temporaryDirectory, crashDirectory);
  }

  /** These settings with another limit of idleness. */
  public WorkerSettings withIdleLimit(Duration limit) {
    return new WorkerSettings(
        stallLimit, limit, heapBytes, backendPath, temporaryDirectory, crashDirectory);
  }

  /** These settings with another largest heap. */
  public WorkerSettings withHeapBytes(long bytes) {
    return new WorkerSettings(
        stallLimit, idleLimit, bytes, backendPath, temporaryDirectory, crashDirectory);
  }

  /** These settings with further implementations. */
  public WorkerSettings withBackendPath(List<Path> path) {
    return new WorkerSettings(
        stallLimit, idleLimit, heapBytes, path, temporaryDirectory, crashDirectory);
  }

  /** These settings with another place for private directories. */
  public WorkerSettings withTemporaryDirectory(Path directory) {
    return new WorkerSettings(
        stallLimit, idleLimit, heapBytes, backendPath, directory, crashDirectory);
  }

  /** These settings with a place where reports of crashes are kept; it is made when needed. */
  public WorkerSettings withCrashDirectory(Path directory) {
    return new WorkerSettings(
        stallLimit, idleLimit, heapBytes, backendPath, temporaryDirectory, Optional.of(directory));
  }
}
