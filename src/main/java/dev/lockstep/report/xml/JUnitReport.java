package dev.lockstep.report.xml;

import dev.lockstep.compare.Verdict;
import dev.lockstep.message.Printable;
import dev.lockstep.report.Program;
import dev.lockstep.report.Run;
import dev.lockstep.report.format.Format;
import dev.lockstep.report.format.Spool;
import dev.lockstep.report.said.JudgementFacts;
import dev.lockstep.report.said.Tally;
import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.JobResult;
import dev.lockstep.verification.Judgement;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The verdicts in the XML that JUnit and Surefire made common: a suite for each case, a test for
 * each implementation. DIVERGENT is a failure, ERROR an error; UNSUPPORTED and INCONCLUSIVE, which
 * show nothing, are skipped with their reason.
 */
public final class JUnitReport implements Format {
  /** The file's name. */
  public static final String FILE = "junit.xml";

  private final XMLOutputFactory factory = XMLOutputFactory.newInstance();
  private final Program program;
  private final Spool suites;

  /**
   * A report without cases.
   *
   * @param program what verifies a case again
   * @param suites takes the cases
   */
  public JUnitReport(Program program, Spool suites) {
    this.program = program;
    this.suites = suites;
  }

  @Override
  public String file() {
    return FILE;
  }

  @Override
  public void add(CaseOutcome outcome) throws IOException {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = factory.createXMLStreamWriter(text);
      writeSuite(xml, outcome);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
    suites.add("\n", text.toString());
  }

  private void writeSuite(XMLStreamWriter xml, CaseOutcome outcome) throws XMLStreamException {
    String name = outcome.caseFile().trainingCase().name();
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", name);
    xml.writeAttribute("file", Printable.line(outcome.caseFile().path().toString()));
    xml.writeAttribute("tests", Integer.toString(outcome.judgements().size()));
    xml.writeAttribute("failures", count(outcome, "failure"));
    xml.writeAttribute("errors", count(outcome, "error"));
    xml.writeAttribute("skipped", count(outcome, "skipped"));
    for (Judgement judgement : outcome.judgements()) {
      xml.writeCharacters("\n  ");
      xml.writeStartElement("testcase");
      xml.writeAttribute("classname", name);
      xml.writeAttribute("name", Printable.line(judgement.info().name()));
      xml.writeAttribute("time", seconds(judgement));
      if (judgement.verdict() != Verdict.EQUIVALENT) {
        writeWhy(xml, outcome, judgement);
      }
      xml.writeEndElement();
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
  }

  private void writeWhy(XMLStreamWriter xml, CaseOutcome outcome, Judgement judgement)
      throws XMLStreamException {
    xml.writeStartElement(element(judgement.verdict()));
    xml.writeAttribute("type", judgement.verdict().name());
    xml.writeAttribute("message", Printable.line(judgement.reason()));
    xml.writeCharacters(
        JudgementFacts.of(program, outcome, judgement).stream()
            .flatMap(fact -> fact.lines().stream().map(line -> fact.label() + ": " + line))
            .map(Printable::line)
            .collect(Collectors.joining("\n", "\n", "\n")));
    xml.writeEndElement();
  }

  private static String count(CaseOutcome outcome, String element) {
    return Long.toString(
        outcome.judgements().stream()
            .map(Judgement::verdict)
            .filter(verdict -> verdict != Verdict.EQUIVALENT && element(verdict).equals(element))
            .count());
  }

  private static String element(Verdict verdict) {
    return switch (verdict) {
      case DIVERGENT -> "failure";
      case ERROR -> "error";
      case UNSUPPORTED, INCONCLUSIVE -> "skipped";
      case EQUIVALENT -> throw new IllegalArgumentException("equivalent, which needs no reason");
    };
  }

  private static String seconds(Judgement judgement) {
    double seconds =
        judgement.result() instanceof JobResult.Completed completed ? completed.seconds() : 0;
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  @Override
  public void write(Run run, Tally tally, Writer out) throws IOException {
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"lockstep\">\n");
    suites.copyTo(out);
    out.write("\n</testsuites>\n");
  }

  @Override
  public void close() throws IOException {
    suites.close();
  }
}
