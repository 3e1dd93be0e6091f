package dev.lockstep.report.console;

import dev.lockstep.explain.GroupReading;
import dev.lockstep.report.UpdateReport;
import dev.lockstep.report.said.AlignedTable;
import dev.lockstep.report.said.UpdateFacts;
import java.util.ArrayList;
import java.util.List;

/** What the updates of a recording show as plain text. */
public final class UpdateText {
  private static final String INDENT = "  ";

  private UpdateText() {}

  /** The text, whose lines end with a line feed; the first one says all in a sentence. */
  public static String of(UpdateReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(UpdateFacts.sentence(report.reading()));
    lines.addAll(ConsoleReport.aligned(UpdateFacts.facts(report)));
    for (GroupReading group : report.reading().groups()) {
      lines.add("");
      lines.add(INDENT + UpdateFacts.group(report.reading(), group));
      AlignedTable.lines(UpdateFacts.settings(report, group))
          .forEach(line -> lines.add(INDENT + line));
    }
    return String.join("\n", lines) + "\n";
  }
}
