package dev.lockstep.report.markdown;

import dev.lockstep.explain.GroupReading;
import dev.lockstep.report.UpdateReport;
import dev.lockstep.report.said.UpdateFacts;
import java.util.ArrayList;
import java.util.List;

/** What the updates of a recording show for a job of a continuous integration, in Markdown. */
public final class UpdateMarkdown {
  private UpdateMarkdown() {}

  /** The text, whose lines end with a line feed; no character of a recording acts as markup. */
  public static String of(UpdateReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("## Lockstep: " + MarkdownReport.escaped(UpdateFacts.sentence(report.reading())));
    MarkdownReport.addFacts(lines, "What was read", UpdateFacts.facts(report));
    for (GroupReading group : report.reading().groups()) {
      lines.add("");
      lines.add(MarkdownReport.escaped(UpdateFacts.group(report.reading(), group)));
      MarkdownReport.addTable(lines, UpdateFacts.settings(report, group));
    }
    return String.join("\n", lines) + "\n";
  }
}
