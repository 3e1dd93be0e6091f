package dev.lockstep.verification;

import dev.lockstep.recording.StepRecord;
import dev.lockstep.training.Lockstep;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What came of a job. The choice is closed: whoever says one thing of one and another of another
 * asks {@link #map}, which does not compile until there is an answer for each.
 */
public sealed interface JobResult {

  /** What the function of this result's kind gives. */
  <T> T map(
      Function<Completed, T> ofCompleted,
      Function<Unsupported, T> ofUnsupported,
      Function<Failed, T> ofFailed);

  /** The training, if it came to its end. */
  default Optional<Completed> completed() {
    return map(Optional::of, unsupported -> Optional.empty(), failed -> Optional.empty());
  }

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

    @Override
    public <T> T map(
        Function<Completed, T> ofCompleted,
        Function<Unsupported, T> ofUnsupported,
        Function<Failed, T> ofFailed) {
      return ofCompleted.apply(this);
    }
  }

  /**
   * The implementation cannot run the case in the way asked for.
   *
   * @param reason one line: what cannot be run, and what would help
   */
  record Unsupported(String reason) implements JobResult {
    @Override
    public <T> T map(
        Function<Completed, T> ofCompleted,
        Function<Unsupported, T> ofUnsupported,
        Function<Failed, T> ofFailed) {
      return ofUnsupported.apply(this);
    }
  }

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

    @Override
    public <T> T map(
        Function<Completed, T> ofCompleted,
        Function<Unsupported, T> ofUnsupported,
        Function<Failed, T> ofFailed) {
      return ofFailed.apply(this);
    }
  }
}
