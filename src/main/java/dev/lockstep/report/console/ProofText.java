package dev.lockstep.report.console;

import dev.lockstep.report.ProofReport;
import dev.lockstep.report.said.AlignedTable;
import dev.lockstep.report.said.Fact;
import dev.lockstep.report.said.Numbers;
import dev.lockstep.report.said.ProofFacts;
import java.util.ArrayList;
import java.util.List;

/** What every known mistake came to as plain text. */
public final class ProofText {
  private ProofText() {}

  /** The text, whose lines end with a line feed: a table, what is amiss, and what it amounts to. */
  public static String of(ProofReport report) {
    List<String> lines = new ArrayList<>(AlignedTable.lines(ProofFacts.rows(report.proof())));
    List<Fact> shortcomings = ProofFacts.shortcomings(report.proof());
    if (!shortcomings.isEmpty()) {
      lines.add("");
      lines.addAll(ConsoleReport.aligned(shortcomings));
    }
    lines.add("");
    lines.add(
        ProofFacts.headline(report.proof())
            + ": "
            + ProofFacts.sentence(report.proof())
            + "; "
            + Numbers.seconds(report.circumstances().seconds())
            + " s");
    return String.join("\n", lines) + "\n";
  }
}
