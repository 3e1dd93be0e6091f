package dev.lockstep.verification;

import dev.lockstep.compare.Mismatch;
import dev.lockstep.compare.TrainingResult;
import dev.lockstep.compare.Verdict;
import dev.lockstep.golden.GoldenComparison;
import dev.lockstep.model.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What was found of a completed training, collected until it amounts to a conclusion: divergent if
 * any comparison has a mismatch; inconclusive if rounding alone decides where the training goes, or
 * a fault that could be seen would have passed too.
 */
final class Finding {
  private final List<String> mismatches = new ArrayList<>();
  private final List<String> undecided = new ArrayList<>();

  /** Adds the comparison with the published array. */
  void addGolden(GoldenComparison golden) {
    if (golden.softmax().mismatches() > 0) {
      mismatches.add(
          String.format(
              Locale.ROOT,
              "%d of %d values %s from the expected array",
              golden.softmax().mismatches(),
              golden.softmax().compared(),
              golden.softmax().mismatches() == 1 ? "differs" : "differ"));
    }
  }

  /** Adds an initial value that is not that of the case's seed. */
  void addInitial(Mismatch initial) {
    mismatches.add("does not start from the case's weights, " + place(initial));
  }

  /**
   * Adds the free-running training.
   *
   * @param against what it was compared with
   */
  void addDrift(String against, TrainingResult drift) {
    add("leaves " + against + "'s training", "where this training goes", drift);
  }

  /** Adds the epochs from the reference's state. */
  void addLockstep(TrainingResult lockstep) {
    add("errs in lockstep", "what one epoch gives", lockstep);
  }

  /** Where there are no bounds nothing was compared, and what was not is never equivalent. */
  private void add(String verb, String what, TrainingResult series) {
    series
        .divergence()
        .ifPresent(
            first -> mismatches.add(verb + " in epoch " + first.step() + ", " + place(first)));
    if (!series.isComplete() || series.compared() == 0) {
      undecided.add(
          String.format(
              Locale.ROOT,
              "rounding alone decides %s after %d of %d epochs, so that the rest cannot be"
                  + " compared",
              what,
              series.steps().size(),
              series.expectedSteps()));
    }
  }

  private static String place(Mismatch first) {
    return String.format(
        Locale.ROOT,
        "first in the %s (%d of %d values)",
        Wording.of(first.tensor().name()),
        first.tensor().mismatches(),
        first.tensor().compared());
  }

  /**
   * What all of it amounts to.
   *
   * @param coverage which faults would have been caught; asked for only if nothing else decides
   */
  Conclusion conclusion(Supplier<FaultCoverage> coverage) {
    if (!mismatches.isEmpty()) {
      return new Conclusion(Verdict.DIVERGENT, String.join("; ", mismatches));
    }
    return undecided.stream()
        .findFirst()
        .or(() -> hidden(coverage.get()))
        .map(reason -> new Conclusion(Verdict.INCONCLUSIVE, reason))
        .orElse(Conclusion.EQUIVALENT);
  }

  private static Optional<String> hidden(FaultCoverage coverage) {
    return coverage.hidden().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "rounding alone moves this case so far that "
                + coverage.hidden().size()
                + " of "
                + coverage.tried()
                + " known faults would pass: "
                + String.join(", ", coverage.hidden()));
  }
}
