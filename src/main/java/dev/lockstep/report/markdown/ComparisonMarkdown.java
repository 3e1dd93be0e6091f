package dev.lockstep.report.markdown;

import dev.lockstep.report.ComparisonReport;
import dev.lockstep.report.said.ComparisonFacts;
import dev.lockstep.report.said.ComparisonReason;
import dev.lockstep.report.said.ComparisonTables;
import java.util.ArrayList;
import java.util.List;

/** A comparison of recordings for a job of a continuous integration, in GitHub's Markdown. */
public final class ComparisonMarkdown {
  private static final int WORST_SHOWN = 8;

  private ComparisonMarkdown() {}

  /** The text, whose lines end with a line feed; no character of a recording acts as markup. */
  public static String of(ComparisonReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("## Lockstep: " + report.result().verdict());
    lines.add("");
    lines.add(MarkdownReport.escaped(ComparisonReason.of(report.result())));
    MarkdownReport.addFacts(lines, "What was compared", ComparisonFacts.of(report));
    MarkdownReport.addTable(lines, ComparisonTables.kinds(report));
    MarkdownReport.addTable(lines, ComparisonTables.worst(report, WORST_SHOWN));
    return String.join("\n", lines) + "\n";
  }
}
