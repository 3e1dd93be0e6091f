package dev.lockstep.worker;

import java.util.List;

/**
 * How a job of a worker came to its end.
 *
 * @param cause what ended it
 * @param lastEpoch the last epoch that it reported, 0 if none
 * @param lastLines the last lines that it printed meanwhile
 */
record Ending(Cause cause, int lastEpoch, List<String> lastLines) {

  /** Copies the list. */
  Ending {
    lastLines = List.copyOf(lastLines);
  }

  /** What ended it. */
  sealed interface Cause {}

  /** The worker said that the response is there. */
  record Done() implements Cause {}

  /**
   * The worker could not write its response.
   *
   * @param reason one line
   */
  record Unwritable(String reason) implements Cause {}

  /**
   * The process ended by itself or by a signal of someone else.
   *
   * @param status its exit status; where there are signals, 128 and the signal's number
   */
  record Exited(int status) implements Cause {}

  /** The process made no progress for too long. */
  record Stalled() implements Cause {}
}
