package dev.lockstep.verification;

import dev.lockstep.backend.UnsupportedExecutionException;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.device.DeviceRequest;
import dev.lockstep.device.Preflight;
import dev.lockstep.message.Reason;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.training.EpochListener;
import dev.lockstep.training.InvalidStepException;
import dev.lockstep.training.Lockstep;
import dev.lockstep.training.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Runs jobs in this process; whatever an implementation throws becomes a failed result. */
public final class InProcessRunner implements JobRunner {
  private static final int FRAMES = 5;

  private final Preflight preflight;

  /**
   * Runs jobs on this machine.
   *
   * @param preflight what can be computed on; a device that it refuses makes a job unsupported
   */
  public InProcessRunner(Preflight preflight) {
    this.preflight = preflight;
  }

  @Override
  public JobResult run(Job job, JobListener listener) {
    try {
      if (job.backend().info().natives().isPresent()) {
        preflight.resolve(
            job.backend().info(), new DeviceRequest.Exactly(job.execution().device()));
      }
      return complete(job, listener);
    } catch (UnsupportedExecutionException e) {
      return new JobResult.Unsupported(e.getMessage());
    } catch (InvalidStepException e) {
      return new JobResult.Failed(e.getMessage(), List.of());
    } catch (OutOfMemoryError e) {
      // Whoever filled the memory: the caller knows what else is under way.
      throw e;
    } catch (Throwable e) {
      return failed(e);
    }
  }

  private static JobResult complete(Job job, JobListener listener) {
    TrainingCase trainingCase = job.caseFile().trainingCase();
    long start = System.nanoTime();
    List<StepRecord> steps =
        Trainer.train(job.backend(), trainingCase, job.execution(), listener::epochDone);
    double seconds = (System.nanoTime() - start) / 1e9;
    EpochListener second = epoch -> listener.epochDone(trainingCase.epochs() + epoch);
    return switch (job.mode()) {
      case FREE_RUNNING ->
          new JobResult.Completed(steps, Optional.empty(), Optional.empty(), seconds);
      case WITH_LOCKSTEP -> {
        Lockstep.Outcome lockstep =
            Lockstep.run(job.backend(), trainingCase, job.execution(), second);
        yield new JobResult.Completed(steps, Optional.of(lockstep), Optional.empty(), seconds);
      }
      case RECORDED -> {
        Lockstep.Trace trace = Lockstep.trace(job.backend(), trainingCase, job.execution(), second);
        yield new JobResult.Completed(steps, Optional.empty(), Optional.of(trace), seconds);
      }
    };
  }

  /** The failure that something thrown amounts to. */
  public static JobResult.Failed failed(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    List<String> frames =
        Arrays.stream(cause.getStackTrace()).limit(FRAMES).map(frame -> "at " + frame).toList();
    return new JobResult.Failed(Reason.of(thrown), frames);
  }
}
