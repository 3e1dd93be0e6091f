package dev.lockstep.report.said;

import dev.lockstep.recording.TensorName;
import dev.lockstep.report.ComparisonReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A comparison of recordings as tables, the first row of which names the cells. */
public final class ComparisonTables {
  private static final int WORST_SHOWN = 8;

  private ComparisonTables() {}

  /** One row a kind; the first row names the cells. */
  public static List<List<String>> kinds(ComparisonReport report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Kind", "Compared", "Mismatches", "Largest", "R.m.s.", "First in step"));
    ComparisonSummaries.byKind(report.result())
        .forEach((kind, sum) -> rows.add(row(kind.label(), sum)));
    return rows;
  }

  /** One row for each of the worst tensors; the first row names the cells. */
  public static List<List<String>> worst(ComparisonReport report) {
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
}
