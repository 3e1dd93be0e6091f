package dev.lockstep.report;

import dev.lockstep.compare.Verdict;
import dev.lockstep.verification.Judgement;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many judgements have which verdict.
 *
 * @param counts for each verdict that occurs, how often, in the order of the verdicts
 */
record VerdictCounts(Map<Verdict, Integer> counts) {

  static VerdictCounts of(Report report) {
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    report.outcomes().stream()
        .flatMap(outcome -> outcome.judgements().stream())
        .map(Judgement::verdict)
        .forEach(verdict -> counts.merge(verdict, 1, Integer::sum));
    return new VerdictCounts(counts);
  }

  /** As printed: {@code 7 EQUIVALENT, 1 DIVERGENT}. */
  @Override
  public String toString() {
    return counts.isEmpty()
        ? "nothing was verified"
        : counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
  }
}
