package dev.lockstep.report.console;

import dev.lockstep.cases.CaseLine;
import dev.lockstep.compare.TensorResult;
import dev.lockstep.compare.Verdict;
import dev.lockstep.golden.GoldenComparison;
import dev.lockstep.message.Printable;
import dev.lockstep.report.said.JudgementFacts;
import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.Judgement;
import java.util.ArrayList;
import java.util.List;

/**
 * What a job of GitHub Actions prints to have a verdict shown beside a line of a case file: of a
 * number that differs from the published one the line of its row, else the first. Its grammar is
 * that of GitHub's workflow commands, {@code ::error file=F,line=N,title=T::MESSAGE}.
 */
public final class GithubAnnotations {
  private final List<String> lines = new ArrayList<>();

  /** Adds what is to be shown of a case: a line for each implementation not equivalent. */
  public void add(CaseOutcome outcome) {
    for (Judgement judgement : outcome.judgements()) {
      if (judgement.verdict() != Verdict.EQUIVALENT) {
        lines.add(annotation(outcome, judgement));
      }
    }
  }

  private static String annotation(CaseOutcome outcome, Judgement judgement) {
    boolean wrong =
        judgement.verdict() == Verdict.DIVERGENT || judgement.verdict() == Verdict.ERROR;
    return "::"
        + (wrong ? "error" : "warning")
        + " file="
        + property(outcome.caseFile().path().toString())
        + ",line="
        + line(outcome, judgement)
        + ",title="
        + property(JudgementFacts.title(outcome, judgement))
        + "::"
        + escaped(judgement.reason());
  }

  private static int line(CaseOutcome outcome, Judgement judgement) {
    return judgement
        .golden()
        .map(GoldenComparison::softmax)
        .filter(softmax -> softmax.mismatches() > 0)
        .flatMap(TensorResult::worst)
        .map(worst -> Math.toIntExact(worst.flat() / columns(outcome)))
        .map(row -> CaseLine.ofGoldenRow(outcome.caseFile().path(), row))
        .orElse(1);
  }

  private static int columns(CaseOutcome outcome) {
    return outcome.caseFile().trainingCase().task().vocabularySize();
  }

  /** GitHub reads {@code %25} as a percent sign. */
  private static String escaped(String text) {
    return Printable.line(text).replace("%", "%25");
  }

  private static String property(String text) {
    return escaped(text).replace(":", "%3A").replace(",", "%2C");
  }

  /** The lines, in the order of the cases. */
  public List<String> lines() {
    return List.copyOf(lines);
  }
}
