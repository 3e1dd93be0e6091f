package dev.lockstep.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Backend;
import dev.lockstep.report.AmendedBackend;
import dev.lockstep.report.Reports;
import dev.lockstep.report.map.Colour;
import dev.lockstep.verification.Job;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
  private static final String MIXED = Reports.MIXED.html();

  @Test
  void theVerdictComesFirst() {
    assertTrue(MIXED.indexOf("</span> Divergent</h1>") < MIXED.indexOf("<table"));
    assertTrue(Reports.PASSING.html().contains("</span> All equivalent</h1>"));
  }

  @Test
  void noTextOfACaseIsMarkup() {
    assertFalse(MIXED.contains("<script>alert"));
    assertFalse(MIXED.contains("<b>engine"));
    assertTrue(MIXED.contains("&lt;script&gt;alert(1)"));
  }

  @Test
  void itLoadsNothing() {
    assertTrue(MIXED.contains("content=\"default-src 'none';"));
    assertFalse(Pattern.compile("<(link|img|iframe|base)\\b|\\ssrc=").matcher(MIXED).find());
  }

  @Test
  void mismatchesAreMarkedForEyeAndEar() {
    String plain = section("plain");
    String mismatch =
        "<td class=\"(none)?( dark)? mismatch\"[^>]*>[^<]+<span class=\"unseen\"> mismatch</span>";
    assertEquals(4, count(plain, " mismatch\""));
    assertEquals(4, count(plain, mismatch));
  }

  @Test
  void valuesHaveTheColoursOfTheExam() {
    assertEquals("#ff0000", Colour.of(1));
    assertEquals("#ffffff", Colour.of(0));
    assertEquals("#0000ff", Colour.of(-1));
    assertEquals("#ff8080", Colour.of(0.5).replace("7f", "80"));
    assertEquals("#ff0000", Colour.of(7));
    assertEquals("", Colour.of(Double.NaN));
  }

  @Test
  void digitsOnFullColoursArePale() {
    assertTrue(Colour.isDark(1));
    assertTrue(Colour.isDark(-1));
    assertFalse(Colour.isDark(0.5));
    assertFalse(Colour.isDark(Double.NaN));
  }

  @Test
  void rowsBeyondTheFirstTenAreShownIfTheyHaveAMismatch() {
    Backend far = AmendedBackend.withSoftmax("far", 20, 0.9);
    String page = Reports.of(Job.Mode.FREE_RUNNING, List.of(Reports.ODD), List.of(far)).html();
    assertTrue(page.contains("Shown are 11 of 32 rows"));
    assertTrue(page.contains("\">20 <bdi>"));
    assertFalse(page.contains("\">19 <bdi>"));
  }

  @Test
  void aCaseThatNobodyCompletedStillShowsWhatWasExpected() {
    String page =
        Reports.of(
                Job.Mode.FREE_RUNNING, List.of(Reports.PLAIN, Reports.ODD), List.of(Reports.BROKEN))
            .html();
    assertEquals(1, count(page, "<table class=\"heat\">"));
    assertTrue(page.contains("Not shown to be equivalent"));
  }

  @Test
  void identifiersAreUnique() {
    List<String> ids =
        Pattern.compile(" id=\"([^\"]+)\"").matcher(MIXED).results().map(m -> m.group(1)).toList();
    assertEquals(ids.stream().distinct().toList(), ids);
  }

  @Test
  void chartsHaveTheirNumbersAsATable() {
    assertEquals(count(MIXED, "<figure>"), count(MIXED, "<summary>Numbers</summary>"));
    assertEquals(6, count(MIXED, "<figure>"));
  }

  @Test
  void whatLeavesTheReferenceHasAMapOfWhereAndWhatDoesNotHasNone() {
    assertTrue(section("plain").contains("<h4>wrong, free-running</h4>"));
    assertFalse(section("plain").contains("<h4>reference, free-running</h4>"));
    assertFalse(Reports.PASSING.html().contains("class=\"excess-map\""));
  }

  @Test
  void theSizeIsThatOfItsNumbers() {
    assertTrue(MIXED.length() < 400_000, "length " + MIXED.length());
  }

  private static String section(String name) {
    int start = MIXED.indexOf("<h2 id=\"case-" + name + "\"");
    return MIXED.substring(start, MIXED.indexOf("</section>", start));
  }

  private static long count(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }
}
