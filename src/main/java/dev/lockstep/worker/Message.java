package dev.lockstep.worker;

/** What a worker and its parent say to each other on their {@link Connection}. */
sealed interface Message {

  /** To the worker: a request is in its directory. */
  record Run() implements Message {}

  /**
   * To the parent: an epoch is done.
   *
   * @param number counted over the whole job, from 1
   */
  record Epoch(int number) implements Message {}

  /** To the parent: the response is in the directory. */
  record Done() implements Message {}

  /**
   * To the parent: there is no response, because it could not be written.
   *
   * @param reason one line
   */
  record Unwritable(String reason) implements Message {}
}
