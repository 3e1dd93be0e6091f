package dev.lockstep.cli;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps an implementation that trains in this process from ending it with a status of its own,
 * which would be taken for a verdict. A signal ends the process as ever.
 */
final class EarlyExit {
  private static final Set<String> EXITING =
      Set.of(System.class.getName(), Runtime.class.getName());

  /** What the other hooks delete is gone after this. */
  private static final long FOR_OTHER_HOOKS_NANOS = 1_000_000_000L;

  private EarlyExit() {}

  /** Watches over this process from now on. */
  static void refuse(Output errors) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> shuttingDown(errors), "early-exit"));
  }

  private static void shuttingDown(Output errors) {
    Optional<StackTraceElement> caller =
        Thread.getAllStackTraces().values().stream()
            .flatMap(frames -> callerOfExit(frames).stream())
            .findFirst();
    // A signal's thread calls neither of the two.
    if (caller.isEmpty() || caller.get().getClassName().equals(Main.class.getName())) {
      return;
    }
    System.out.flush();
    errors.line(
        "lockstep: failed: "
            + place(caller.get())
            + " ended the whole process with System.exit, so that there is no verdict and no report"
            + "; without --in-process each implementation has a process of its own");
    LockSupport.parkNanos(FOR_OTHER_HOOKS_NANOS);
    Runtime.getRuntime().halt(Failures.FAILED);
  }

  private static String place(StackTraceElement frame) {
    return frame.getClassName()
        + "."
        + frame.getMethodName()
        + " ("
        + frame.getFileName()
        + ":"
        + frame.getLineNumber()
        + ")";
  }

  /** Whoever called {@code System.exit} or {@code Runtime.exit} in a thread, if anybody did. */
  private static Optional<StackTraceElement> callerOfExit(StackTraceElement[] frames) {
    boolean exits =
        Arrays.stream(frames)
            .anyMatch(
                frame ->
                    frame.getClassName().equals(Runtime.class.getName())
                        && frame.getMethodName().equals("exit"));
    return exits
        ? Arrays.stream(frames)
            .dropWhile(frame -> !EXITING.contains(frame.getClassName()))
            .dropWhile(frame -> EXITING.contains(frame.getClassName()))
            .findFirst()
        : Optional.empty();
  }
}
