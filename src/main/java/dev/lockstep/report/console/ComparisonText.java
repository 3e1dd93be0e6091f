package dev.lockstep.report.console;

import dev.lockstep.report.ComparisonReport;
import dev.lockstep.report.said.AlignedTable;
import dev.lockstep.report.said.ComparisonFacts;
import dev.lockstep.report.said.ComparisonReason;
import dev.lockstep.report.said.ComparisonTables;
import java.util.ArrayList;
import java.util.List;

/** A comparison of recordings as plain text. */
public final class ComparisonText {
  private static final int WORST_SHOWN = 8;

  private static final String INDENT = "  ";

  private ComparisonText() {}

  /** The text, whose lines end with a line feed; the verdict is the first word. */
  public static String of(ComparisonReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(report.result().verdict() + ": " + ComparisonReason.of(report.result()));
    lines.addAll(ConsoleReport.aligned(ComparisonFacts.of(report)));
    addTable(lines, ComparisonTables.kinds(report));
    addTable(lines, ComparisonTables.worst(report, WORST_SHOWN));
    return String.join("\n", lines) + "\n";
  }

  private static void addTable(List<String> lines, List<List<String>> rows) {
    if (rows.size() > 1) {
      lines.add("");
      AlignedTable.lines(rows).forEach(line -> lines.add(INDENT + line));
    }
  }
}
