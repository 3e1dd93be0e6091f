package dev.lockstep.report.xml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.report.Reports;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class JUnitReportTest {
  private static final Document MIXED = parsed(Reports.MIXED.junit());

  private static Document parsed(String text) {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(text)));
    } catch (Exception e) {
      throw new AssertionError(text, e);
    }
  }

  private static List<Element> elements(Document document, String name) {
    NodeList nodes = document.getElementsByTagName(name);
    return IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList();
  }

  @Test
  void everyCaseIsASuiteAndEveryImplementationATest() {
    assertEquals(
        List.of("plain", "odd"),
        elements(MIXED, "testsuite").stream().map(suite -> suite.getAttribute("name")).toList());
    assertEquals(
        List.of("reference", "wrong", "nan", "broken", "unable"),
        elements(MIXED, "testcase").stream()
            .limit(5)
            .map(test -> test.getAttribute("name"))
            .toList());
  }

  @Test
  void verdictsAreFailuresErrorsAndSkippedTestsAndAreCounted() {
    Element plain = elements(MIXED, "testsuite").get(0);
    assertEquals("5", plain.getAttribute("tests"));
    assertEquals("2", plain.getAttribute("failures"));
    assertEquals("1", plain.getAttribute("errors"));
    assertEquals("1", plain.getAttribute("skipped"));
    assertEquals(2, plain.getElementsByTagName("failure").getLength());
    assertEquals(1, plain.getElementsByTagName("error").getLength());
    assertEquals(1, plain.getElementsByTagName("skipped").getLength());
  }

  @Test
  void aFailureSaysWhatAndHowToRepeatIt() {
    Element failure = elements(MIXED, "failure").get(0);
    assertEquals("DIVERGENT", failure.getAttribute("type"));
    assertTrue(failure.getTextContent().contains("rerun: java -jar"), failure::getTextContent);
  }

  @Test
  void aTextIsNoMarkup() {
    Element error = elements(MIXED, "error").get(0);
    assertTrue(
        error.getAttribute("message").contains("the <b>engine</b> | stopped"),
        () -> error.getAttribute("message"));
  }

  @Test
  void anEquivalentImplementationHasNothingToSay() {
    Document passing = parsed(Reports.PASSING.junit());
    assertEquals(0, elements(passing, "testcase").get(0).getElementsByTagName("*").getLength());
  }
}
