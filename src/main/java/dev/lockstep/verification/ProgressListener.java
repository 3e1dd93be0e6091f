package dev.lockstep.verification;

/** Is told how a verification gets on; called in the tasks' own threads, several at once. */
public interface ProgressListener {

  /** A task begins. */
  void started(TrainingTask task);

  /**
   * A task has trained an epoch.
   *
   * @param epoch counted over the whole task, from 1 to {@link TrainingTask#epochs()}
   */
  void epochDone(TrainingTask task, int epoch);

  /** A task has ended. */
  void finished(TrainingTask task, TaskResult result);

  /** A listener that does nothing. */
  static ProgressListener silent() {
    return new ProgressListener() {
      @Override
      public void started(TrainingTask task) {}

      @Override
      public void epochDone(TrainingTask task, int epoch) {}

      @Override
      public void finished(TrainingTask task, TaskResult result) {}
    };
  }
}
