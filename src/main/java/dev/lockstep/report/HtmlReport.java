package dev.lockstep.report;

import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.Judgement;
import java.util.ArrayList;
import java.util.List;

/**
 * The report as one page that opens from disk: styles, scripts and numbers are inside, and its
 * content security policy forbids it to load anything.
 */
public final class HtmlReport {
  private static final String TEMPLATE = "index.ftlh";

  private HtmlReport() {}

  /** The text of {@code index.html}. */
  public static String of(Report report) {
    return Templates.page(TEMPLATE, content(report));
  }

  private static Page.Content content(Report report) {
    Charts charts = new Charts();
    List<Page.CaseSection> cases =
        report.outcomes().stream().map(outcome -> section(outcome, charts)).toList();
    return new Page.Content(
        Page.Badge.of(report.exitStatus()),
        VerdictCounts.of(report).toString(),
        Page.Entry.of(facts(report)),
        Headline.COLUMNS,
        cases,
        charts.json());
  }

  private static List<Fact> facts(Report report) {
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("command", ShellCommand.ofArguments(report.arguments())));
    facts.add(Fact.of("precision", report.precision().label()));
    facts.add(Fact.of("took", Numbers.seconds(report.seconds()) + " s"));
    facts.add(Fact.of("when", report.when().toString()));
    facts.add(Fact.of("machine", report.machine().toString()));
    facts.add(Fact.of("version", "Lockstep " + report.programVersion()));
    facts.add(
        Fact.of("exit status", report.exitStatus().code() + ": " + report.exitStatus().headline()));
    return facts;
  }

  private static Page.CaseSection section(CaseOutcome outcome, Charts charts) {
    HeatMaps heatMaps = new HeatMaps(outcome);
    return new Page.CaseSection(
        outcome.caseFile().trainingCase().name(),
        Page.Entry.of(CaseFacts.of(outcome)),
        outcome.judgements().stream().map(judgement -> implementation(outcome, judgement)).toList(),
        heatMaps.panels(),
        heatMaps.rowsNote(),
        charts.of(outcome));
  }

  private static Page.Implementation implementation(CaseOutcome outcome, Judgement judgement) {
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
        Headline.cells(outcome, judgement),
        Page.Entry.of(JudgementFacts.of(outcome, judgement)));
  }
}
