package dev.lockstep.report;

import dev.lockstep.compare.Verdict;
import dev.lockstep.message.Printable;
import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The report as plain text: the table of verdicts, a paragraph for each case, and one for each
 * implementation that is not equivalent.
 */
public final class ConsoleReport {
  private static final String INDENT = "  ";

  private ConsoleReport() {}

  /** The text, whose lines end with a line feed; no control character of a case reaches it. */
  public static String of(Report report) {
    List<String> lines = new ArrayList<>();
    lines.addAll(table(report));
    for (CaseOutcome outcome : report.outcomes()) {
      addParagraph(lines, outcome.caseFile().trainingCase().name(), CaseFacts.evidence(outcome));
      for (Judgement judgement : outcome.judgements()) {
        if (judgement.verdict() != Verdict.EQUIVALENT) {
          addParagraph(lines, title(outcome, judgement), JudgementFacts.of(outcome, judgement));
        }
      }
    }
    lines.add("");
    lines.add(summary(report));
    return lines.stream().map(line -> Printable.line(line) + "\n").collect(Collectors.joining());
  }

  /** The run in one line: what it amounts to and how many of which verdict. */
  static String summary(Report report) {
    return report.exitStatus().headline()
        + ": "
        + VerdictCounts.of(report)
        + "; "
        + report.precision().label()
        + ", "
        + Numbers.seconds(report.seconds())
        + " s";
  }

  private static List<String> table(Report report) {
    Stream<List<String>> rows =
        report.outcomes().stream()
            .flatMap(
                outcome ->
                    outcome.judgements().stream()
                        .map(judgement -> Headline.cells(outcome, judgement)));
    return AlignedTable.lines(Stream.concat(Stream.of(Headline.COLUMNS), rows).toList());
  }

  private static String title(CaseOutcome outcome, Judgement judgement) {
    return outcome.caseFile().trainingCase().name()
        + " "
        + judgement.info().name()
        + ": "
        + judgement.verdict();
  }

  private static void addParagraph(List<String> lines, String title, List<Fact> facts) {
    if (facts.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add(title);
    lines.addAll(aligned(facts));
  }

  /** Facts below each other, the labels in a column of their own. */
  static List<String> aligned(List<Fact> facts) {
    List<List<String>> rows = new ArrayList<>();
    for (Fact fact : facts) {
      for (int i = 0; i < fact.lines().size(); i++) {
        rows.add(List.of(i == 0 ? fact.label() : "", fact.lines().get(i)));
      }
    }
    return AlignedTable.lines(rows).stream().map(line -> INDENT + line).toList();
  }
}
