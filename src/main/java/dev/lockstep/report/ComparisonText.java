package dev.lockstep.report;

import dev.lockstep.recording.TensorName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A comparison of recordings as plain text. */
public final class ComparisonText {
  private static final String INDENT = "  ";
  private static final int WORST_SHOWN = 8;

  private ComparisonText() {}

  /** The text, whose lines end with a line feed; the verdict is the first word. */
  public static String of(ComparisonReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(headline(report));
    lines.addAll(ConsoleReport.aligned(ComparisonFacts.of(report)));
    addTable(lines, kinds(report));
    addTable(lines, worst(report));
    return String.join("\n", lines) + "\n";
  }

  static String headline(ComparisonReport report) {
    return report.result().verdict() + ": " + ComparisonReason.of(report.result());
  }

  /** One row a kind; the first row names the cells. */
  static List<List<String>> kinds(ComparisonReport report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Kind", "Compared", "Mismatches", "Largest", "R.m.s.", "First in step"));
    ComparisonSummaries.byKind(report.result())
        .forEach((kind, sum) -> rows.add(row(kind.label(), sum)));
    return rows;
  }

  /** One row for each of the worst tensors; the first row names the cells. */
  static List<List<String>> worst(ComparisonReport report) {
    Map<TensorName, ComparisonSummaries.Sum> sums = ComparisonSummaries.byTensor(report.result());
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("Worst tensors", "Compared", "Mismatches", "Largest", "R.m.s.", "First in step"));
    for (ComparisonSummaries.Sum sum : ComparisonSummaries.worst(sums.values(), WORST_SHOWN)) {
      rows.add(row(sum.worst().name().toString(), sum));
    }
    return rows;
  }

  private static List<String> row(String name, ComparisonSummaries.Sum sum) {
    return List.of(
        name,
        Long.toString(sum.compared()),
        Long.toString(sum.mismatches()),
        sum.compared() == 0 ? "-" : Numbers.multiple(sum.maxExcess()),
        sum.compared() == 0 ? "-" : Numbers.multiple(sum.rmsExcess()),
        sum.firstMismatchStep() == 0 ? "-" : Integer.toString(sum.firstMismatchStep()));
  }

  private static void addTable(List<String> lines, List<List<String>> rows) {
    if (rows.size() > 1) {
      lines.add("");
      AlignedTable.lines(rows).forEach(line -> lines.add(INDENT + line));
    }
  }
}
