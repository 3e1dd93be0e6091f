package dev.lockstep.report;

import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.Judgement;
import freemarker.cache.ClassTemplateLoader;
import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report as one page that opens from disk: styles, scripts and numbers are inside, and its
 * content security policy forbids it to load anything.
 */
public final class HtmlReport {
  private static final String TEMPLATE = "index.ftlh";
  private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
  private static final Configuration CONFIGURATION = configuration();

  private HtmlReport() {}

  /** The text of {@code index.html}. */
  public static String of(Report report) {
    StringWriter page = new StringWriter();
    try {
      CONFIGURATION
          .getTemplate(TEMPLATE)
          .process(
              Map.of(
                  "page", content(report),
                  "uplotScript", resource(UPLOT + "uPlot.iife.min.js"),
                  "uplotStyle", resource(UPLOT + "uPlot.min.css"),
                  "script", resource("index.js"),
                  "style", resource("index.css")),
              page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TemplateException e) {
      throw new IllegalStateException(e);
    }
    return page.toString();
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_33);
    configuration.setTemplateLoader(new ClassTemplateLoader(HtmlReport.class, ""));
    configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
    configuration.setLocale(Locale.ROOT);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    return configuration;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("missing from the class path: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
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
