package dev.lockstep.fault;

/** When a fault shows. */
public enum Visibility {
  /** In the epoch that follows a loaded state, so lockstep sees it, and free-running too. */
  ONE_EPOCH,
  /**
   * Only in a free-running training: it lies in the initial weights or in what a session remembers
   * from epoch to epoch, and loading a state undoes both.
   */
  FREE_RUNNING
}
