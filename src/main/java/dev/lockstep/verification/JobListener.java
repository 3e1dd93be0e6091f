package dev.lockstep.verification;

/** Is told how a job gets on; called in the job's own thread. */
@FunctionalInterface
public interface JobListener {

  /**
   * An epoch is done.
   *
   * @param epoch counted over the whole job, from 1 to {@link Job#epochs()}
   */
  void epochDone(int epoch);

  /**
   * The implementation, or a library of it, has printed something.
   *
   * @param line without its end; may hold any other character
   */
  default void printed(String line) {}
}
