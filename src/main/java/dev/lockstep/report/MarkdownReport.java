package dev.lockstep.report;

import dev.lockstep.compare.Verdict;
import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.Judgement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The summary for a job of a continuous integration, in GitHub's Markdown. */
public final class MarkdownReport {
  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]()#+!|~>.-]");

  private MarkdownReport() {}

  /** The text, whose lines end with a line feed; no character of a case acts as markup. */
  public static String of(Report report) {
    List<String> lines = new ArrayList<>();
    lines.add("## Lockstep: " + report.exitStatus().headline());
    lines.add("");
    lines.add(escaped(ConsoleReport.summary(report)));
    lines.add("");
    lines.add(row(Headline.COLUMNS));
    lines.add(row(Collections.nCopies(Headline.COLUMNS.size(), "---")));
    for (CaseOutcome outcome : report.outcomes()) {
      for (Judgement judgement : outcome.judgements()) {
        lines.add(
            row(Headline.cells(outcome, judgement).stream().map(MarkdownReport::escaped).toList()));
      }
    }
    for (CaseOutcome outcome : report.outcomes()) {
      addFacts(lines, outcome.caseFile().trainingCase().name(), CaseFacts.evidence(outcome));
      for (Judgement judgement : outcome.judgements()) {
        if (judgement.verdict() != Verdict.EQUIVALENT) {
          String title =
              outcome.caseFile().trainingCase().name()
                  + " "
                  + judgement.info().name()
                  + ": "
                  + judgement.verdict();
          addFacts(lines, title, JudgementFacts.of(outcome, judgement));
        }
      }
    }
    return String.join("\n", lines) + "\n";
  }

  static void addFacts(List<String> lines, String title, List<Fact> facts) {
    if (facts.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("### " + escaped(title));
    lines.add("");
    for (Fact fact : facts) {
      lines.add(
          "- **"
              + escaped(fact.label())
              + "**: "
              + fact.lines().stream()
                  .map(MarkdownReport::escaped)
                  .collect(Collectors.joining("<br>")));
    }
  }

  static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }

  /** Text as it is: markup escaped, line ends replaced by blanks. */
  static String escaped(String text) {
    String entities = text.replace("&", "&amp;").replace("<", "&lt;");
    return SPECIAL.matcher(entities).replaceAll("\\\\$0").replaceAll("[\\r\\n]+", " ");
  }
}
