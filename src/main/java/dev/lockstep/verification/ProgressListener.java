package dev.lockstep.verification;

/** Is told how a verification gets on; called in the jobs' own threads, several at once. */
public interface ProgressListener {

  /** A job begins. */
  void started(Job job);

  /**
   * A job has trained an epoch.
   *
   * @param epoch counted over the whole job, from 1 to {@link Job#epochs()}
   */
  void epochDone(Job job, int epoch);

  /** A job has ended. */
  void finished(Job job, JobResult result);

  /** A listener that does nothing. */
  static ProgressListener silent() {
    return new ProgressListener() {
      @Override
      public void started(Job job) {}

      @Override
      public void epochDone(Job job, int epoch) {}

      @Override
      public void finished(Job job, JobResult result) {}
    };
  }
}
