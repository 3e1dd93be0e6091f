package dev.lockstep.report.html;

import dev.lockstep.compare.Verdict;
import dev.lockstep.report.said.Fact;
import dev.lockstep.report.said.Tally;
import dev.lockstep.verification.ExitStatus;
import freemarker.template.TemplateDirectiveModel;
import java.util.List;

/** What the template of the page shows: texts that are ready to be shown, but not escaped. */
final class Page {
  private Page() {}

  /**
   * The whole page.
   *
   * @param status the run's verdict
   * @param summary how many of which verdict
   * @param facts when and where it ran
   * @param columns the headings of the table of verdicts
   * @param rows the table of verdicts
   * @param sections writes one section a case
   * @param charts writes the numbers of all charts, JSON without a less-than sign
   */
  public record Content(
      Badge status,
      String summary,
      List<Entry> facts,
      List<String> columns,
      List<Row> rows,
      TemplateDirectiveModel sections,
      TemplateDirectiveModel charts) {}

  /**
   * A line of the table of verdicts.
   *
   * @param badge the verdict
   * @param cells the cells; the first is the case's name, the second the implementation's
   */
  public record Row(Badge badge, List<String> cells) {
    static Row of(Tally.Row row) {
      return new Row(Badge.of(row.verdict()), row.cells());
    }
  }

  /**
   * The page of a first divergence.
   *
   * @param headline who parts from whom, and where
   * @param status whether they part
   * @param facts what is known of it
   * @param growth how it grew
   * @param maps the excess by tensor and epoch, in lockstep and free-running
   * @param charts the numbers of all charts, JSON without a less-than sign
   */
  public record LocationContent(
      String headline,
      Badge status,
      List<Entry> facts,
      List<Chart> growth,
      List<Map> maps,
      String charts) {}

  /**
   * A verdict that can be told without its colour.
   *
   * @param style the name of its style
   * @param symbol one character
   * @param word its name
   */
  public record Badge(String style, String symbol, String word) {
    static Badge of(Verdict verdict) {
      return switch (verdict) {
        case EQUIVALENT -> new Badge("good", "✓", verdict.name());
        case DIVERGENT -> new Badge("bad", "✗", verdict.name());
        case INCONCLUSIVE -> new Badge("open", "?", verdict.name());
        case UNSUPPORTED -> new Badge("open", "–", verdict.name());
        case ERROR -> new Badge("open", "!", verdict.name());
      };
    }

    static Badge of(ExitStatus status) {
      return switch (status) {
        case ALL_EQUIVALENT -> new Badge("good", "✓", status.headline());
        case SOME_DIVERGENT -> new Badge("bad", "✗", status.headline());
        case NOT_SHOWN -> new Badge("open", "?", status.headline());
      };
    }
  }

  /**
   * A fact.
   *
   * @param label what it is about
   * @param lines what is known
   */
  public record Entry(String label, List<String> lines) {
    static List<Entry> of(List<Fact> facts) {
      return facts.stream().map(fact -> new Entry(fact.label(), fact.lines())).toList();
    }
  }

  /**
   * A case.
   *
   * @param name its name, which is unique on the page and an identifier of HTML
   * @param facts what is trained and by what it is judged
   * @param implementations one entry an implementation
   * @param panels the softmax: what is expected, then each implementation beside its difference
   * @param rowsNote which rows the panels show; empty if all
   * @param charts the curves over the epochs
   * @param maps the excess by tensor and epoch of whatever leaves what is allowed
   */
  public record CaseSection(
      String name,
      List<Entry> facts,
      List<Implementation> implementations,
      List<List<HeatMap>> panels,
      String rowsNote,
      List<Chart> charts,
      List<Map> maps) {}

  /**
   * An implementation of a case.
   *
   * @param badge its verdict
   * @param name its name
   * @param about library, device and precision
   * @param facts what was found
   */
  public record Implementation(Badge badge, String name, String about, List<Entry> facts) {}

  /**
   * A matrix as a coloured table.
   *
   * @param caption what it shows
   * @param columns the characters
   * @param rows the steps
   */
  public record HeatMap(String caption, List<Label> columns, List<HeatRow> rows) {}

  /**
   * A character as a label.
   *
   * @param text what is shown
   * @param description its number and name
   */
  public record Label(String text, String description) {}

  /**
   * A step.
   *
   * @param step its number
   * @param input its input
   * @param follows whether the step before it is shown too
   * @param cells one entry a character
   */
  public record HeatRow(String step, Label input, boolean follows, List<Cell> cells) {}

  /**
   * A number as a coloured cell.
   *
   * @param text the number
   * @param colour as CSS writes it; empty for NaN
   * @param dark whether the text must be pale to be read
   * @param mismatch whether the number is not within what is allowed
   * @param description all that is known of it; may be empty
   */
  public record Cell(
      String text, String colour, boolean dark, boolean mismatch, String description) {}

  /**
   * The largest excess of each tensor in each step or epoch.
   *
   * @param title whose; empty if that is said above
   * @param note what a row and a column stand for where that is more than one; else empty
   * @param json the cells for {@code map.js}, JSON without a less-than sign
   */
  public record Map(String title, String note, String json) {}

  /**
   * Curves over the epochs or steps.
   *
   * @param id an identifier of HTML, unique on the page
   * @param title what is drawn
   * @param axis what is counted from left to right, one word
   * @param columns the names of the curves
   * @param rows some epochs with the value of each curve
   */
  public record Chart(
      String id, String title, String axis, List<String> columns, List<ChartRow> rows) {}

  /**
   * Some of a chart's numbers.
   *
   * @param number the epoch or step
   * @param values one a curve
   */
  public record ChartRow(String number, List<String> values) {}
}
