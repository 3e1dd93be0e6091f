package dev.lockstep.verification;

import dev.lockstep.training.EpochListener;

/** Runs a task to its result, in this process or elsewhere; throws nothing. */
@FunctionalInterface
public interface TaskRunner {

  /**
   * Runs a task; returns when it is done.
   *
   * @param listener is told of every epoch, counted over the whole task from 1
   */
  TaskResult run(TrainingTask task, EpochListener listener);
}
