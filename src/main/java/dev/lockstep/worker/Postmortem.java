package dev.lockstep.worker;

import dev.lockstep.verification.JobResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Says why a worker has no result.
 *
 * @param settings what it was allowed
 * @param directory its private directory
 * @param epochs how many epochs it had to train
 */
record Postmortem(WorkerSettings settings, WorkDirectory directory, int epochs) {
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "SIGHUP", 2, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9,
          "SIGKILL", 11, "SIGSEGV", 13, "SIGPIPE", 15, "SIGTERM");

  private static final int SIGKILL = 9;
  private static final int OUT_OF_MEMORY = 3;
  private static final String OUT_OF_MEMORY_LINE =
      "Terminating due to java.lang.OutOfMemoryError: Java heap space";

  /** Why a worker that ended so has none. */
  JobResult.Failed of(Ending ending) {
    Optional<CrashReport> crash = CrashReport.read(directory.crashReport());
    List<String> details = new ArrayList<>();
    crash.ifPresent(report -> details.addAll(report.frames()));
    crash.flatMap(report -> kept()).ifPresent(file -> details.add("crash report: " + file));
    details.addAll(lastLines(ending));
    return new JobResult.Failed(
        "the worker process " + cause(ending, crash) + " " + progress(ending), details);
  }

  /** Why a worker that ended well has none that can be used. */
  JobResult.Failed unusable(Ending ending, String defect) {
    return new JobResult.Failed(
        "the worker process left no usable result: " + defect, lastLines(ending));
  }

  private static List<String> lastLines(Ending ending) {
    List<String> lines = new ArrayList<>(ending.lastLines());
    if (!lines.isEmpty()) {
      lines.add(0, "last lines of the worker process:");
    }
    return lines;
  }

  private String cause(Ending ending, Optional<CrashReport> crash) {
    if (ending.cause() instanceof Ending.Exited exited) {
      return crash
          .map(report -> "crashed in native code with " + report.signal())
          .orElseGet(() -> describe(exited.status(), ending.lastLines()));
    }
    return ending.cause() instanceof Ending.Unwritable unwritable
        ? unwritable.reason()
        : "made no progress for " + settings.stallLimit().toSeconds() + " s and was killed";
  }

  private String describe(int status, List<String> lastLines) {
    if (status == OUT_OF_MEMORY && lastLines.stream().anyMatch(OUT_OF_MEMORY_LINE::equals)) {
      return String.format(
          Locale.ROOT,
          "ran out of its %d MiB of heap (java -Xmx sets it)",
          settings.heapBytes() >> 20);
    }
    int signal = status - 128;
    if (signal == SIGKILL) {
      return "was killed by SIGKILL (as the kernel does when memory runs out)";
    }
    if (SIGNALS.containsKey(signal)) {
      return "was ended by " + SIGNALS.get(signal);
    }
    return "ended with status " + status;
  }

  private String progress(Ending ending) {
    return ending.lastEpoch() == 0
        ? "before its first epoch was done"
        : "after epoch " + ending.lastEpoch() + " of " + epochs;
  }

  /** Where the crash report is kept; empty if it is not. */
  private Optional<Path> kept() {
    if (settings.crashDirectory().isEmpty()) {
      return Optional.empty();
    }
    Path folder = settings.crashDirectory().get();
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve(directory.path().getFileName() + ".hs_err.log");
      return Optional.of(Files.copy(directory.crashReport(), file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
