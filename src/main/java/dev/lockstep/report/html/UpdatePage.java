package dev.lockstep.report.html;

import dev.lockstep.explain.GroupReading;
import dev.lockstep.report.UpdateReport;
import dev.lockstep.report.said.RunSummary;
import dev.lockstep.report.said.UpdateFacts;
import java.util.List;

/** What the updates of a recording show as a page like {@link HtmlReport}. */
public final class UpdatePage {
  private static final String TEMPLATE = "update.ftlh";

  private UpdatePage() {}

  /** The text of the page. */
  public static String of(UpdateReport report) {
    Charts charts = new Charts();
    List<Group> groups =
        report.reading().groups().stream().map(group -> group(report, group, charts)).toList();
    return Templates.page(
        TEMPLATE,
        new Content(
            badge(report),
            UpdateFacts.sentence(report.reading()),
            Page.Entry.of(UpdateFacts.facts(report)),
            groups,
            Page.Entry.of(RunSummary.facts(report.circumstances())),
            charts.json()));
  }

  private static Page.Badge badge(UpdateReport report) {
    return switch (report.exitStatus()) {
      case UpdateReport.EXPLAINED -> new Page.Badge("good", "✓", "Explained");
      case UpdateReport.CONTRADICTED -> new Page.Badge("bad", "✗", "Not what it says");
      default -> new Page.Badge("open", "?", "Not explained");
    };
  }

  private static Group group(UpdateReport report, GroupReading group, Charts charts) {
    return new Group(
        group.candidate().label(),
        String.join(", ", group.parameters()),
        Table.of(UpdateFacts.settings(report, group)),
        charts.of(group));
  }

  /**
   * What the template shows: texts that are ready to be shown, but not escaped.
   *
   * @param status whether the updates are explained, and as the recording says
   * @param sentence what made them
   * @param facts what was read
   * @param groups one entry for the parameters that share a rule and its settings
   * @param run when and where
   * @param charts the numbers of all charts, JSON without a less-than sign
   */
  public record Content(
      Page.Badge status,
      String sentence,
      List<Page.Entry> facts,
      List<Group> groups,
      List<Page.Entry> run,
      String charts) {}

  /**
   * Parameters that share a rule and its settings.
   *
   * @param rule the rule's name
   * @param parameters their names
   * @param settings what it did, within which bounds, and what it says
   * @param schedule the learning rate by step; none if it is the same throughout
   */
  public record Group(String rule, String parameters, Table settings, List<Page.Chart> schedule) {}
}
