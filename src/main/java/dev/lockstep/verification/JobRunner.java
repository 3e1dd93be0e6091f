package dev.lockstep.verification;

import dev.lockstep.training.EpochListener;

/** Runs a job to its result, in this process or elsewhere; throws nothing. */
@FunctionalInterface
public interface JobRunner {

  /**
   * Runs a job; returns when it is done.
   *
   * @param listener is told of every epoch, counted over the whole job from 1
   */
  JobResult run(Job job, EpochListener listener);
}
