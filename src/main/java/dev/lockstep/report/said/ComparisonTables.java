package dev.lockstep.report.said;

import dev.lockstep.compare.Alignment;
import dev.lockstep.recording.TensorName;
import dev.lockstep.report.ComparisonReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A comparison of recordings as tables, the first row of which names the cells. */
public final class ComparisonTables {
  private ComparisonTables() {}

  /** One row a kind. */
  public static List<List<String>> kinds(ComparisonReport report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("Kind", "Compared", "Mismatches", "Largest", "R.m.s.", "First in step"));
    ComparisonSummaries.byKind(report.result().steps())
        .forEach((kind, sum) -> rows.add(row(kind.label(), sum)));
    return rows;
  }

  /** One row for each of the worst tensors, at most that many. */
  public static List<List<String>> worst(ComparisonReport report, int most) {
    Map<TensorName, ComparisonSummaries.Sum> sums =
        ComparisonSummaries.byTensor(report.result().steps());
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("Worst tensors", "Compared", "Mismatches", "Largest", "R.m.s.", "First in step"));
    for (ComparisonSummaries.Sum sum : ComparisonSummaries.worst(sums.values(), most)) {
      rows.add(row(sum.worst().name().toString(), sum));
    }
    return rows;
  }

  /** One row for each tensor that was paired otherwise than by its name. */
  public static List<List<String>> alignment(ComparisonReport report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("expected", "actual", "how"));
    for (Alignment.Pairing pairing : report.result().alignment()) {
      rows.add(List.of(pairing.expected(), pairing.actual(), pairing.how()));
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
