package dev.lockstep.report.console;

import dev.lockstep.compare.Verdict;
import dev.lockstep.report.Program;
import dev.lockstep.report.Run;
import dev.lockstep.report.said.AlignedTable;
import dev.lockstep.report.said.CaseFacts;
import dev.lockstep.report.said.Fact;
import dev.lockstep.report.said.Headline;
import dev.lockstep.report.said.JudgementFacts;
import dev.lockstep.report.said.RunSummary;
import dev.lockstep.report.said.Tally;
import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The report as plain text: who alone disagrees with all others, the table of verdicts, a paragraph
 * for each case, and one for each implementation that is not equivalent.
 */
public final class ConsoleReport {
  private static final String INDENT = "  ";

  private final Program program;
  private final List<String> oddOnesOut = new ArrayList<>();
  private final List<String> paragraphs = new ArrayList<>();

  /**
   * A report without cases.
   *
   * @param program what verifies a case again
   */
  public ConsoleReport(Program program) {
    this.program = program;
  }

  /** Adds a case. */
  public void add(CaseOutcome outcome) {
    String name = outcome.caseFile().trainingCase().name();
    outcome.oddOneOut().ifPresent(sentence -> oddOnesOut.add(name + ": " + sentence));
    List<Fact> facts = new ArrayList<>(CaseFacts.changes(outcome));
    facts.addAll(CaseFacts.evidence(outcome));
    addParagraph(paragraphs, name, facts);
    for (Judgement judgement : outcome.judgements()) {
      if (judgement.verdict() != Verdict.EQUIVALENT) {
        addParagraph(
            paragraphs,
            JudgementFacts.title(outcome, judgement),
            JudgementFacts.of(program, outcome, judgement));
      }
    }
  }

  /** The text, whose lines end with a line feed; no control character of a case reaches it. */
  public String text(Run run, Tally tally) {
    Stream<List<String>> rows =
        Stream.concat(Stream.of(Headline.COLUMNS), tally.rows().stream().map(Tally.Row::cells));
    List<String> lines = new ArrayList<>(oddOnesOut);
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.addAll(AlignedTable.lines(rows.toList()));
    lines.addAll(paragraphs);
    lines.add("");
    lines.add(RunSummary.of(run, tally));
    return String.join("\n", lines) + "\n";
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
