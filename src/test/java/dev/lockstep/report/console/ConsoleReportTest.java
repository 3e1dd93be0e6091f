package dev.lockstep.report.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.report.Reports;
import dev.lockstep.report.said.AlignedTable;
import dev.lockstep.verification.CaseOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleReportTest {
  private static final String MIXED = Reports.MIXED.text();

  @Test
  void theTableHasALineForEachImplementationOfEachCase() {
    List<String> verdicts =
        MIXED.lines().skip(1).limit(10).map(line -> line.split(" {2,}")[2]).toList();
    assertEquals(
        List.of(
            "EQUIVALENT",
            "DIVERGENT",
            "DIVERGENT",
            "ERROR",
            "UNSUPPORTED",
            "EQUIVALENT",
            "DIVERGENT",
            "DIVERGENT",
            "ERROR",
            "UNSUPPORTED"),
        verdicts);
  }

  @Test
  void theTableSaysWhereAndHowMany() {
    String line = MIXED.lines().filter(text -> text.startsWith("plain  wrong")).findFirst().get();
    assertTrue(line.contains("row 3, a"), line);
    assertTrue(line.contains("17/18"), line);
  }

  @Test
  void columnsAlignBehindWideCharacters() {
    List<String> table = MIXED.lines().limit(11).toList();
    int allowed = AlignedTable.width(upTo(table.get(0), "Allowed there"));
    for (String line : table.subList(6, 9)) {
      int end = line.indexOf("row ");
      String whole = line.substring(0, line.indexOf("  ", end));
      String gap = line.substring(whole.length()).replaceAll("\\S.*", "");
      assertEquals(allowed, AlignedTable.width(whole + gap), line);
    }
  }

  @Test
  void aDivergenceSaysHowManyWhichAndWhatWasAllowed() {
    String paragraph = paragraph("plain wrong: DIVERGENT");
    assertTrue(
        paragraph.contains(
            "1 of 18 values differs from the expected array by more than is allowed"),
        paragraph);
    assertTrue(
        paragraph.contains("step 3, input \"a\", target \"b\", character \"a\": actual 0.900000"),
        paragraph);
    assertTrue(paragraph.contains("first in epoch 1, in the softmax (1 of 42 values)"), paragraph);
    assertTrue(paragraph.contains("known faults explains it"), paragraph);
    assertTrue(
        paragraph.contains(
            "java -jar bin/lockstep-1.jar verify 'golden cases/plain.json' --backend wrong"
                + " --precision float32 --lockstep"),
        paragraph);
  }

  @Test
  void aFailureSaysWhyAndWhere() {
    String paragraph = paragraph("plain broken: ERROR");
    assertTrue(paragraph.contains("the <b>engine</b> | stopped"), paragraph);
    assertTrue(paragraph.contains("at dev.lockstep.report.Reports"), paragraph);
  }

  @Test
  void whatIsEquivalentHasNoParagraph() {
    assertFalse(MIXED.contains("reference: EQUIVALENT"));
  }

  @Test
  void noControlCharacterOfACaseReachesTheTerminal() {
    assertTrue(MIXED.chars().noneMatch(c -> c != '\n' && Character.isISOControl(c)));
  }

  @Test
  void theCaseSaysWhatItWouldCatch() {
    assertTrue(MIXED.contains("known faults  catches "), MIXED);
  }

  @Test
  void theLastLineSumsUp() {
    assertTrue(
        MIXED.endsWith(
            "\nDivergent: 2 EQUIVALENT, 4 DIVERGENT, 2 UNSUPPORTED, 2 ERROR; float32, 1234.5 s\n"),
        MIXED);
  }

  @Test
  void nothingVerifiedIsSaid() {
    String text = Reports.withOutcomes(List.<CaseOutcome>of()).text();
    assertTrue(text.contains("nothing was verified"), text);
  }

  private static String paragraph(String title) {
    int start = MIXED.indexOf("\n" + title + "\n");
    assertTrue(start >= 0, MIXED);
    return MIXED.substring(start, MIXED.indexOf("\n\n", start));
  }

  private static String upTo(String line, String word) {
    return line.substring(0, line.indexOf(word));
  }
}
