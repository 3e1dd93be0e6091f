package dev.lockstep.report.said;

import dev.lockstep.compare.Verdict;
import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.ExitStatus;
import dev.lockstep.verification.Judgement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the cases amount to, counted as they come: all that is kept of them in memory. */
public final class Tally {
  private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
  private final List<Row> rows = new ArrayList<>();
  private int cases;
  private boolean someCaseWasNotJudged;

  /** Counts a case. */
  public void add(CaseOutcome outcome) {
    cases++;
    someCaseWasNotJudged |= outcome.judgements().isEmpty();
    for (Judgement judgement : outcome.judgements()) {
      counts.merge(judgement.verdict(), 1, Integer::sum);
      rows.add(new Row(judgement.verdict(), Headline.cells(outcome, judgement)));
    }
  }

  /** For each verdict that occurs, how often, in the order of the verdicts. */
  public Map<Verdict, Integer> counts() {
    return Collections.unmodifiableMap(counts);
  }

  /** The table of verdicts. */
  public List<Row> rows() {
    return Collections.unmodifiableList(rows);
  }

  /** What the run amounts to. */
  public ExitStatus exitStatus() {
    if (counts.containsKey(Verdict.DIVERGENT)) {
      return ExitStatus.SOME_DIVERGENT;
    }
    boolean allEquivalent = counts.keySet().stream().allMatch(Verdict.EQUIVALENT::equals);
    return cases > 0 && !someCaseWasNotJudged && allEquivalent
        ? ExitStatus.ALL_EQUIVALENT
        : ExitStatus.NOT_SHOWN;
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

  /**
   * A line of the table of verdicts.
   *
   * @param verdict the verdict
   * @param cells as {@link Headline#cells} gives them
   */
  public record Row(Verdict verdict, List<String> cells) {}
}
