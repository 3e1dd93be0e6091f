package dev.lockstep.verification;

import dev.lockstep.recording.StepRecord;
import dev.lockstep.training.Lockstep;
import java.util.List;
import java.util.Optional;

/** What came of a job. */
public sealed interface JobResult {

  /**
   * The implementation trained to the end.
   *
   * @param steps the free-running training
   * @param lockstep the epoch-by-epoch comparison, if it was asked for
   * @param trace every record of the lockstep run, if they were asked for
   * @param seconds how long the free-running training took
   */
  record Completed(
      List<StepRecord> steps,
      Optional<Lockstep.Outcome> lockstep,
      Optional<Lockstep.Trace> trace,
      double seconds)
      implements JobResult {
    /** Copies the list. */
    public Completed {
      steps = List.copyOf(steps);
    }
  }

  /**
   * The implementation cannot run the case in the way asked for.
   *
   * @param reason one line: what cannot be run, and what would help
   */
  record Unsupported(String reason) implements JobResult {}

  /**
   * The implementation failed.
   *
   * @param reason one line
   * @param details more lines, such as the innermost stack frames; may be empty
   */
  record Failed(String reason, List<String> details) implements JobResult {
    /** Copies the list. */
    public Failed {
      details = List.copyOf(details);
    }
  }
}
