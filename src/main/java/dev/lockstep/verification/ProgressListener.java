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

  /**
   * A job's implementation, or a library of it, has printed something.
   *
   * @param line without its end; may hold any other character
   */
  void printed(Job job, String line);

  /** A job has ended. */
  void finished(Job job, JobResult result);

  /** The listener of one job, which tells this one. */
  default JobListener of(Job job) {
    return new JobListener() {
      @Override
      public void epochDone(int epoch) {
        ProgressListener.this.epochDone(job, epoch);
      }

      @Override
      public void printed(String line) {
        ProgressListener.this.printed(job, line);
      }
    };
  }

  /** A listener that does nothing. */
  static ProgressListener silent() {
    return new ProgressListener() {
      @Override
      public void started(Job job) {}

      @Override
      public void epochDone(Job job, int epoch) {}

      @Override
      public void printed(Job job, String line) {}

      @Override
      public void finished(Job job, JobResult result) {}
    };
  }
}
