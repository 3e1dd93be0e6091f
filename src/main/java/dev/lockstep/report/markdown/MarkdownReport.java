package dev.lockstep.report.markdown;

import dev.lockstep.compare.Verdict;
import dev.lockstep.report.Program;
import dev.lockstep.report.Run;
import dev.lockstep.report.format.Format;
import dev.lockstep.report.format.Spool;
import dev.lockstep.report.said.CaseFacts;
import dev.lockstep.report.said.Fact;
import dev.lockstep.report.said.Headline;
import dev.lockstep.report.said.JudgementFacts;
import dev.lockstep.report.said.RunSummary;
import dev.lockstep.report.said.Tally;
import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.Judgement;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The summary for a job of a continuous integration, in GitHub's Markdown; its lines end with a
 * line feed, and no character of a case acts as markup.
 */
public final class MarkdownReport implements Format {
  /** The file's name. */
  public static final String FILE = "summary.md";

  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]()#+!|~>.-]");

  private final Program program;
  private final Spool paragraphs;

  /**
   * A summary without cases.
   *
   * @param program what verifies a case again
   * @param paragraphs takes what stands below the table
   */
  public MarkdownReport(Program program, Spool paragraphs) {
    this.program = program;
    this.paragraphs = paragraphs;
  }

  @Override
  public String file() {
    return FILE;
  }

  @Override
  public void add(CaseOutcome outcome) throws IOException {
    List<String> lines = new ArrayList<>();
    List<Fact> ofCase = new ArrayList<>(CaseFacts.oddOneOut(outcome));
    ofCase.addAll(CaseFacts.changes(outcome));
    ofCase.addAll(CaseFacts.evidence(outcome));
    addFacts(lines, outcome.caseFile().trainingCase().name(), ofCase);
    for (Judgement judgement : outcome.judgements()) {
      if (judgement.verdict() != Verdict.EQUIVALENT) {
        String title = JudgementFacts.title(outcome, judgement);
        addFacts(lines, title, JudgementFacts.of(program, outcome, judgement));
      }
    }
    paragraphs.add("", text(lines));
  }

  @Override
  public void write(Run run, Tally tally, Writer out) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("## Lockstep: " + tally.exitStatus().headline());
    lines.add("");
    lines.add(escaped(RunSummary.of(run, tally)));
    lines.add("");
    lines.add(row(Headline.COLUMNS));
    lines.add(row(Collections.nCopies(Headline.COLUMNS.size(), "---")));
    for (Tally.Row row : tally.rows()) {
      lines.add(row(row.cells().stream().map(MarkdownReport::escaped).toList()));
    }
    out.write(text(lines));
    paragraphs.copyTo(out);
  }

  @Override
  public void close() throws IOException {
    paragraphs.close();
  }

  private static String text(List<String> lines) {
    return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  static void addFacts(List<String> lines, String title, List<Fact> facts) {
    if (facts.isEmpty()) {
      return;
    }
    lines.add("");
    lines.add("### " + escaped(title));
    lines.add("");
    for (Fact fact : facts) {
      lines.add(
          "- **"
              + escaped(fact.label())
              + "**: "
              + fact.lines().stream()
                  .map(MarkdownReport::escaped)
                  .collect(Collectors.joining("<br>")));
    }
  }

  /** Adds a table of its header and rows, unless it has the header alone. */
  static void addTable(List<String> lines, List<List<String>> rows) {
    if (rows.size() == 1) {
      return;
    }
    lines.add("");
    lines.add(row(rows.get(0)));
    lines.add(row(Collections.nCopies(rows.get(0).size(), "---")));
    for (List<String> row : rows.subList(1, rows.size())) {
      lines.add(row(row.stream().map(MarkdownReport::escaped).toList()));
    }
  }

  static String row(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |"));
  }

  /** Text as it is: markup escaped, line ends replaced by blanks. */
  static String escaped(String text) {
    String entities = text.replace("&", "&amp;").replace("<", "&lt;");
    return SPECIAL.matcher(entities).replaceAll("\\\\$0").replaceAll("[\\r\\n]+", " ");
  }
}
