package dev.lockstep.verification;

import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Execution;
import dev.lockstep.compare.TensorResult;
import dev.lockstep.compare.TrainingResult;
import dev.lockstep.compare.Verdict;
import dev.lockstep.diagnosis.Diagnosis;
import dev.lockstep.golden.GoldenComparison;
import dev.lockstep.noise.Envelope;
import java.util.List;
import java.util.Optional;

/**
 * What is held of one implementation on one case, and on what grounds.
 *
 * @param info the implementation
 * @param choice the options by which a command line chooses it, word by word
 * @param execution precision and device
 * @param conclusion what it amounts to
 * @param result what the job gave
 * @param envelope how far the implementation may stray; empty if there was nothing to compare
 * @param golden the last softmax compared with the published array; empty without one
 * @param softmax the last softmax, all rows, compared with the reference; empty if not compared
 * @param drift the free-running training compared with the reference; empty if not compared
 * @param coverage which faults would have been caught; empty if not compared
 * @param diagnosis what would explain a divergence; empty if there is none
 */
public record Judgement(
    BackendInfo info,
    List<String> choice,
    Execution execution,
    Conclusion conclusion,
    JobResult result,
    Optional<Envelope> envelope,
    Optional<GoldenComparison> golden,
    Optional<TensorResult> softmax,
    Optional<TrainingResult> drift,
    Optional<FaultCoverage> coverage,
    Optional<Diagnosis> diagnosis) {

  /** Copies the list. */
  public Judgement {
    choice = List.copyOf(choice);
  }

  /** The verdict. */
  public Verdict verdict() {
    return conclusion.verdict();
  }

  /** Why, in one line; empty for EQUIVALENT. */
  public String reason() {
    return conclusion.reason();
  }

  /** The epoch-by-epoch comparison from the reference's state; empty if it was not asked for. */
  public Optional<TrainingResult> lockstep() {
    return result
        .completed()
        .flatMap(JobResult.Completed::lockstep)
        .map(outcome -> outcome.comparison());
  }

  /** As printed in names of tests: implementation, precision and verdict. */
  @Override
  public String toString() {
    return info.name() + " " + execution.precision() + " " + verdict();
  }
}
