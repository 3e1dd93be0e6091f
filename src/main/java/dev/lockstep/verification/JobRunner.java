package dev.lockstep.verification;

/** Runs a job to its result, in this process or elsewhere. */
@FunctionalInterface
public interface JobRunner {

  /**
   * Runs a job; returns when it is done.
   *
   * @param listener is told of every epoch and of what the implementation prints
   * @throws OutOfMemoryError if this process has no memory left, and nothing else
   */
  JobResult run(Job job, JobListener listener);
}
