package dev.lockstep.verification;

import dev.lockstep.compare.Lockstep;
import dev.lockstep.trajectory.Trajectory;
import java.util.List;
import java.util.Optional;

/** What came of a job. */
public sealed interface JobResult {

  /**
   * The implementation trained to the end.
   *
   * @param trajectory the free-running training
   * @param lockstep the epoch-by-epoch comparison, if it was asked for
   * @param recording every record of the lockstep run, if they were asked for
   * @param seconds how long the free-running training took
   */
  record Completed(
      Trajectory trajectory,
      Optional<Lockstep.Outcome> lockstep,
      Optional<Lockstep.Recording> recording,
      double seconds)
      implements JobResult {}

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
