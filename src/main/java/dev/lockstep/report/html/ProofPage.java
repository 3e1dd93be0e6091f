package dev.lockstep.report.html;

import dev.lockstep.proof.Naming;
import dev.lockstep.proof.Proof;
import dev.lockstep.proof.SubjectProof;
import dev.lockstep.proof.Trial;
import dev.lockstep.report.ProofReport;
import dev.lockstep.report.map.ExcessLevel;
import dev.lockstep.report.said.ProofFacts;
import dev.lockstep.report.said.RunSummary;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What every known mistake came to, as a page like {@link HtmlReport}: mistakes by subjects. */
public final class ProofPage {
  private static final String TEMPLATE = "proof.ftlh";
  private static final String HOST = "https://github.com/";

  private ProofPage() {}

  /** The text of the page. */
  public static String of(ProofReport report) {
    Proof proof = report.proof();
    return Templates.page(
        TEMPLATE,
        new Content(
            badge(proof),
            ProofFacts.sentence(proof),
            Table.of(ProofFacts.rows(proof)),
            Page.Entry.of(ProofFacts.shortcomings(proof)),
            matrices(proof),
            Page.Entry.of(RunSummary.facts(report.circumstances())),
            new Charts().json()));
  }

  private static Page.Badge badge(Proof proof) {
    String word = ProofFacts.headline(proof);
    return switch (proof.exitStatus()) {
      case Proof.NOTHING_ESCAPED -> new Page.Badge("good", "✓", word);
      case Proof.ESCAPED -> new Page.Badge("bad", "✗", word);
      default -> new Page.Badge("open", "?", word);
    };
  }

  private static List<Matrix> matrices(Proof proof) {
    List<Matrix> matrices = new ArrayList<>();
    for (SubjectProof.Sort sort : SubjectProof.Sort.values()) {
      List<SubjectProof> subjects =
          proof.subjects().stream().filter(subject -> subject.sort() == sort).toList();
      if (!subjects.isEmpty()) {
        matrices.add(matrix(sort, subjects));
      }
    }
    return matrices;
  }

  private static Matrix matrix(SubjectProof.Sort sort, List<SubjectProof> subjects) {
    List<Row> rows = new ArrayList<>();
    for (Trial mistake : mistakes(subjects)) {
      rows.add(
          new Row(
              mistake.mistake(),
              mistake.sentence(),
              mistake.reports().stream().map(ProofPage::link).toList(),
              subjects.stream().map(subject -> cell(subject.trial(mistake.mistake()))).toList()));
    }
    boolean trained = sort == SubjectProof.Sort.CASE;
    return new Matrix(
        trained ? "cases" : "recordings",
        trained ? "Wrong implementations of the cases" : "Wrong copies of the recordings",
        subjects.stream().map(SubjectProof::name).toList(),
        rows,
        rows.stream().anyMatch(row -> !row.links().isEmpty()));
  }

  /** One trial of each, in an order that all subjects keep, whatever applies to which. */
  private static List<Trial> mistakes(List<SubjectProof> subjects) {
    List<Trial> mistakes = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (SubjectProof subject : subjects) {
      int place = 0;
      for (Trial trial : subject.trials()) {
        int known = names.indexOf(trial.mistake());
        if (known < 0) {
          names.add(place, trial.mistake());
          mistakes.add(place++, trial);
        } else {
          place = known + 1;
        }
      }
    }
    return mistakes;
  }

  private static Link link(URI report) {
    String[] parts = report.toString().substring(HOST.length()).split("/");
    return new Link(report.toString(), parts[1] + " " + parts[parts.length - 1]);
  }

  private static Cell cell(Optional<Trial> found) {
    if (found.isEmpty()) {
      return new Cell("none", "·", "does not apply");
    }
    Trial trial = found.get();
    String style =
        switch (trial.outcome()) {
          case CAUGHT -> ExcessLevel.of(trial.excess()).style();
          case SAME, INVISIBLE, PASSED -> "w1";
          case OPEN -> "undecided";
          case ESCAPED, FALSE_ALARM, FAILED -> "infinite";
        };
    return new Cell(style, text(trial), ProofFacts.line(trial));
  }

  private static String text(Trial trial) {
    return switch (trial.outcome()) {
      case CAUGHT -> found(trial) + named(trial.naming());
      case SAME, INVISIBLE -> "=";
      case PASSED -> "passes";
      case FALSE_ALARM -> "alarm";
      case ESCAPED -> "escapes";
      case OPEN -> "open";
      case FAILED -> "failed";
    };
  }

  private static String found(Trial trial) {
    return trial.firstRight() ? "✓" : "≠";
  }

  private static String named(Naming naming) {
    return switch (naming) {
      case RIGHT -> " ✓";
      case MISSING -> " –";
      case WRONG -> " ✗";
      case NOTHING_TO_NAME -> "";
    };
  }

  /**
   * What the template shows: texts that are ready to be shown, but not escaped.
   *
   * @param status what it amounts to
   * @param sentence how many of what
   * @param subjects one row a case or recording
   * @param shortcomings what is not as it should be
   * @param matrices mistakes by cases, mistakes by recordings
   * @param run when and where
   * @param charts the numbers of all charts, JSON without a less-than sign
   */
  public record Content(
      Page.Badge status,
      String sentence,
      Table subjects,
      List<Page.Entry> shortcomings,
      List<Matrix> matrices,
      List<Page.Entry> run,
      String charts) {}

  /**
   * Mistakes by subjects.
   *
   * @param id an identifier of HTML
   * @param title what is tried
   * @param columns the subjects
   * @param rows one entry a mistake
   * @param linked whether any of them has links
   */
  public record Matrix(
      String id, String title, List<String> columns, List<Row> rows, boolean linked) {}

  /**
   * A mistake.
   *
   * @param name its stable name
   * @param sentence what it does
   * @param links public threads that tell of it
   * @param cells one entry a subject
   */
  public record Row(String name, String sentence, List<Link> links, List<Cell> cells) {}

  /**
   * A public thread.
   *
   * @param address where it is
   * @param text repository and number
   */
  public record Link(String address, String text) {}

  /**
   * What a mistake came to.
   *
   * @param style the name of its style
   * @param text a few signs
   * @param description all of it
   */
  public record Cell(String style, String text, String description) {}
}
