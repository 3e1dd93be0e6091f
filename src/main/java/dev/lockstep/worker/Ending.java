package dev.lockstep.worker;

import java.util.List;

/**
 * How a worker process came to its end.
 *
 * @param cause what ended it
 * @param lastEpoch the last epoch that it reported, 0 if none
 * @param lastLines the last lines that it printed beside its progress
 */
record Ending(Cause cause, int lastEpoch, List<String> lastLines) {

  /** Copies the list. */
  Ending {
    lastLines = List.copyOf(lastLines);
  }

  /** What ended it. */
  sealed interface Cause {}

  /**
   * It ended by itself or by a signal of someone else.
   *
   * @param status its exit status; where there are signals, 128 and the signal's number
   */
  record Exited(int status) implements Cause {}

  /** It made no progress for too long and was killed. */
  record Stalled() implements Cause {}
}
