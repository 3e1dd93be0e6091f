package dev.lockstep.report.html;

import dev.lockstep.compare.TrainingResult;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The report as one page that opens from disk: styles, scripts and numbers are inside, and its
 * content security policy forbids it to load anything.
 */
public final class HtmlReport implements Format {
  /** The file's name. */
  public static final String FILE = "index.html";

  private final Program program;
  private final Spool sections;
  private final Spool numbers;

  /**
   * A page without cases.
   *
   * @param program what verifies a case again
   * @param sections takes one section a case
   * @param numbers takes the numbers of its charts
   */
  public HtmlReport(Program program, Spool sections, Spool numbers) {
    this.program = program;
    this.sections = sections;
    this.numbers = numbers;
  }

  /** Begins to read what all pages are made of, and returns at once. */
  public static void prepare() {
    CompletableFuture.runAsync(Templates::prepare);
  }

  @Override
  public String file() {
    return FILE;
  }

  @Override
  public void add(CaseOutcome outcome) throws IOException {
    Charts charts = new Charts();
    String section = Templates.part("case.ftlh", section(outcome, charts));
    if (!charts.items().isEmpty()) {
      numbers.add(",", charts.items());
    }
    sections.add("", section);
  }

  @Override
  public void write(Run run, Tally tally, Writer out) throws IOException {
    Page.Content content =
        new Page.Content(
            Page.Badge.of(tally.exitStatus()),
            tally.toString(),
            Page.Entry.of(facts(run, tally)),
            Headline.COLUMNS,
            tally.rows().stream().map(Page.Row::of).toList(),
            (environment, parameters, variables, body) -> sections.copyTo(environment.getOut()),
            (environment, parameters, variables, body) -> {
              environment.getOut().write("[");
              numbers.copyTo(environment.getOut());
              environment.getOut().write("]");
            });
    Templates.page("index.ftlh", content, out);
  }

  @Override
  public void close() throws IOException {
    sections.close();
    numbers.close();
  }

  private static List<Fact> facts(Run run, Tally tally) {
    List<Fact> facts = new ArrayList<>(RunSummary.facts(run.circumstances()));
    facts.add(1, Fact.of("precision", run.precision().label()));
    facts.add(
        Fact.of("exit status", tally.exitStatus().code() + ": " + tally.exitStatus().headline()));
    return facts;
  }

  private Page.CaseSection section(CaseOutcome outcome, Charts charts) {
    HeatMaps heatMaps = new HeatMaps(outcome);
    return new Page.CaseSection(
        outcome.caseFile().trainingCase().name(),
        Page.Entry.of(CaseFacts.of(outcome)),
        outcome.judgements().stream().map(judgement -> implementation(outcome, judgement)).toList(),
        heatMaps.panels(),
        heatMaps.rowsNote(),
        charts.of(outcome),
        outcome.judgements().stream().flatMap(HtmlReport::maps).toList());
  }

  /** A map without a mismatch would show only noise, and there are many implementations. */
  private static Stream<Page.Map> maps(Judgement judgement) {
    String name = judgement.info().name();
    return Stream.of(
            map(name + ", free-running", judgement.drift()),
            map(name + ", in lockstep", judgement.lockstep()))
        .flatMap(List::stream);
  }

  private static List<Page.Map> map(String title, Optional<TrainingResult> series) {
    return series
        .filter(found -> found.mismatches() > 0)
        .map(found -> ExcessMap.of(title, "epoch", found.steps(), found.divergence()))
        .orElse(List.of());
  }

  private Page.Implementation implementation(CaseOutcome outcome, Judgement judgement) {
    return new Page.Implementation(
        Page.Badge.of(judgement.verdict()),
        judgement.info().name(),
        judgement.info().library()
            + " ("
            + judgement.info().description()
            + "), "
            + judgement.execution().precision().label()
            + " on "
            + judgement.execution().device().label(),
        Page.Entry.of(JudgementFacts.of(program, outcome, judgement)));
  }
}
