package dev.lockstep.report.html;

import dev.lockstep.explain.cause.Cause;
import dev.lockstep.report.ComparisonReport;
import dev.lockstep.report.said.ComparisonFacts;
import dev.lockstep.report.said.ComparisonReason;
import dev.lockstep.report.said.ComparisonTables;
import dev.lockstep.report.said.Numbers;
import dev.lockstep.report.said.RunSummary;
import java.util.List;

/** A comparison of recordings as a page like {@link HtmlReport}. */
public final class ComparisonPage {
  private static final String TEMPLATE = "comparison.ftlh";
  private static final int WORST_SHOWN = 300;

  private ComparisonPage() {}

  /** The text of the page. */
  public static String of(ComparisonReport report) {
    Charts charts = new Charts();
    List<List<String>> worst = ComparisonTables.worst(report, Integer.MAX_VALUE);
    return Templates.page(
        TEMPLATE,
        new Content(
            Page.Badge.of(report.result().verdict()),
            ComparisonReason.of(report.result()),
            report.explanation().causes().stream().map(ComparisonPage::reason).toList(),
            Page.Entry.of(ComparisonFacts.found(report)),
            report.result().surroundings().map(SurroundingsGrid::of).orElse(SurroundingsGrid.NONE),
            ExcessMap.of("", "step", report.result().steps(), report.result().divergence()),
            charts.of(report.result()),
            Table.of(ComparisonTables.kinds(report)),
            Table.of(worst.subList(0, Math.min(worst.size(), WORST_SHOWN + 1))),
            Math.max(0, worst.size() - 1 - WORST_SHOWN),
            Table.of(ComparisonTables.alignment(report)),
            Page.Entry.of(ComparisonFacts.scope(report)),
            Page.Entry.of(RunSummary.facts(report.circumstances())),
            charts.json()));
  }

  private static Reason reason(Cause cause) {
    return new Reason(cause.sentence(), cause.id(), Numbers.multiple(cause.excess()));
  }

  /**
   * What the template shows: texts that are ready to be shown, but not escaped.
   *
   * @param status the verdict
   * @param reason why, in a sentence
   * @param causes why they part, best first
   * @param found where they part and how far
   * @param grid the elements around the first mismatch
   * @param maps the excess by tensor and step; none if nothing was compared
   * @param curves the excess over the steps
   * @param kinds one row a kind of tensor
   * @param tensors one row a tensor, the worst first
   * @param tensorsLeftOut how many others have an excess
   * @param alignment one row for each tensor that was paired otherwise than by its name
   * @param scope what was compared with what, and what was not
   * @param run when and where
   * @param charts the numbers of all charts, JSON without a less-than sign
   */
  public record Content(
      Page.Badge status,
      String reason,
      List<Reason> causes,
      List<Page.Entry> found,
      SurroundingsGrid grid,
      List<Page.Map> maps,
      List<Page.Chart> curves,
      Table kinds,
      Table tensors,
      int tensorsLeftOut,
      Table alignment,
      List<Page.Entry> scope,
      List<Page.Entry> run,
      String charts) {}

  /**
   * A cause.
   *
   * @param sentence what, where, by how much, and what to change
   * @param id its kind
   * @param left how much of the noise it leaves
   */
  public record Reason(String sentence, String id, String left) {}
}
