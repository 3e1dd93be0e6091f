package dev.lockstep.verification;

import dev.lockstep.compare.SeriesComparison;
import dev.lockstep.compare.Verdict;
import dev.lockstep.golden.GoldenComparison;
import dev.lockstep.model.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A verdict with its reason.
 *
 * @param verdict the verdict
 * @param reason one line; empty for EQUIVALENT
 */
record Finding(Verdict verdict, String reason) {

  /**
   * What the comparisons of a completed training amount to: divergent if any of them has a
   * mismatch, inconclusive if rounding alone decides where the training goes, or a fault that could
   * be seen would have passed too.
   */
  static Finding of(
      JobResult.Completed completed,
      Optional<GoldenComparison> golden,
      SeriesComparison drift,
      FaultCoverage coverage) {
    List<String> mismatches = new ArrayList<>();
    golden
        .filter(comparison -> comparison.softmax().mismatches() > 0)
        .ifPresent(
            comparison ->
                mismatches.add(
                    String.format(
                        Locale.ROOT,
                        "%d of %d values differ from the expected array",
                        comparison.softmax().mismatches(),
                        comparison.softmax().compared())));
    parting("leaves the reference's training", drift).ifPresent(mismatches::add);
    completed
        .lockstep()
        .flatMap(outcome -> parting("errs in lockstep", outcome.comparison()))
        .ifPresent(mismatches::add);
    if (!mismatches.isEmpty()) {
      return new Finding(Verdict.DIVERGENT, String.join("; ", mismatches));
    }
    Optional<String> undecided =
        undecided("where this training goes", drift)
            .or(
                () ->
                    completed
                        .lockstep()
                        .flatMap(run -> undecided("what one epoch gives", run.comparison())));
    if (undecided.isPresent()) {
      return new Finding(Verdict.INCONCLUSIVE, undecided.get());
    }
    if (!coverage.hidden().isEmpty()) {
      return new Finding(
          Verdict.INCONCLUSIVE,
          "rounding alone moves this case so far that "
              + coverage.hidden().size()
              + " of "
              + coverage.tried()
              + " known faults would pass: "
              + String.join(", ", coverage.hidden()));
    }
    return new Finding(Verdict.EQUIVALENT, "");
  }

  /** Where there are no bounds nothing was compared, and what was not is never equivalent. */
  private static Optional<String> undecided(String what, SeriesComparison series) {
    return series.isComplete()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "rounding alone decides %s after %d of %d epochs, so that the rest cannot be"
                    + " compared",
                what,
                series.epochs().size(),
                series.expectedEpochs()));
  }

  private static Optional<String> parting(String verb, SeriesComparison series) {
    return series
        .divergence()
        .map(
            divergence ->
                String.format(
                    Locale.ROOT,
                    "%s in epoch %d, first in the %s (%d of %d values)",
                    verb,
                    divergence.epoch(),
                    Wording.of(divergence.quantity()),
                    divergence.mismatches(),
                    divergence.compared()));
  }
}
