package dev.lockstep.verification;

import dev.lockstep.backend.UnsupportedExecutionException;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Lockstep;
import dev.lockstep.device.DeviceRequest;
import dev.lockstep.device.Preflight;
import dev.lockstep.training.EpochListener;
import dev.lockstep.training.Trainer;
import dev.lockstep.trajectory.Trajectory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runs tasks in this process; whatever an implementation throws becomes a failed result. */
public final class InProcessRunner implements TaskRunner {
  private static final int FRAMES = 5;

  private final Preflight preflight;

  /**
   * Runs tasks on this machine.
   *
   * @param preflight what can be computed on; a device that it refuses makes a task unsupported
   */
  public InProcessRunner(Preflight preflight) {
    this.preflight = preflight;
  }

  @Override
  public TaskResult run(TrainingTask task, EpochListener listener) {
    try {
      if (task.backend().info().natives().isPresent()) {
        preflight.resolve(
            task.backend().info(), new DeviceRequest.Exactly(task.execution().device()));
      }
      return complete(task, listener);
    } catch (UnsupportedExecutionException e) {
      return new TaskResult.Unsupported(e.getMessage());
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
      return failed(e);
    }
  }

  private static TaskResult complete(TrainingTask task, EpochListener listener) {
    TrainingCase trainingCase = task.caseFile().trainingCase();
    long start = System.nanoTime();
    Trajectory trajectory = Trainer.train(task.backend(), trainingCase, task.execution(), listener);
    double seconds = (System.nanoTime() - start) / 1e9;
    EpochListener second = epoch -> listener.epochDone(trainingCase.epochs() + epoch);
    return switch (task.mode()) {
      case FREE_RUNNING ->
          new TaskResult.Completed(trajectory, Optional.empty(), Optional.empty(), seconds);
      case WITH_LOCKSTEP -> {
        Lockstep.Outcome lockstep =
            Lockstep.run(task.backend(), trainingCase, task.execution(), second);
        yield new TaskResult.Completed(
            trajectory, Optional.of(lockstep), Optional.empty(), seconds);
      }
      case RECORDED -> {
        Lockstep.Recording recording =
            Lockstep.record(task.backend(), trainingCase, task.execution(), second);
        yield new TaskResult.Completed(
            trajectory, Optional.empty(), Optional.of(recording), seconds);
      }
    };
  }

  private static TaskResult failed(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message =
        cause.getMessage() == null ? "" : ": " + cause.getMessage().lines().findFirst().orElse("");
    List<String> frames =
        Arrays.stream(cause.getStackTrace()).limit(FRAMES).map(frame -> "at " + frame).toList();
    return new TaskResult.Failed(cause.getClass().getSimpleName() + message, frames);
  }
}
