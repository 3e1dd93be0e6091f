package dev.lockstep.report.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.report.Reports;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
  private static final Pattern CELL_BORDER = Pattern.compile("(?<!\\\\)[|]");
  private static final String MIXED = Reports.MIXED.markdown();

  @Test
  void theVerdictComesFirst() {
    assertTrue(MIXED.startsWith("## Lockstep: Divergent\n"), MIXED);
  }

  @Test
  void everyRowOfTheTableHasAsManyCells() {
    List<Long> borders =
        MIXED
            .lines()
            .filter(line -> line.startsWith("| "))
            .map(line -> CELL_BORDER.matcher(line).results().count())
            .toList();
    assertEquals(12, borders.size());
    assertEquals(List.of(10L), borders.stream().distinct().toList());
  }

  @Test
  void textIsNoMarkup() {
    assertTrue(MIXED.contains("the &lt;b\\>engine&lt;/b\\> \\| stopped"), MIXED);
    assertFalse(MIXED.contains("<b>"));
  }
}
