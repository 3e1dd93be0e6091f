package dev.lockstep.report.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.report.Reports;
import java.util.List;
import org.junit.jupiter.api.Test;

class GithubAnnotationsTest {
  private static final List<String> MIXED = Reports.MIXED.annotations();

  @Test
  void whateverIsNotEquivalentHasALineWithFileTitleAndReason() {
    assertEquals(8, MIXED.size());
    assertTrue(
        MIXED
            .get(0)
            .startsWith(
                "::error file=golden cases/plain.json,line=1,title=plain wrong%3A DIVERGENT::"),
        MIXED::toString);
  }

  @Test
  void whatShowsNothingIsAWarning() {
    assertTrue(
        MIXED.stream()
            .anyMatch(
                line ->
                    line.startsWith("::warning file=odd.json,")
                        && line.contains("title=odd unable%3A UNSUPPORTED::")),
        MIXED::toString);
  }

  @Test
  void whatIsEquivalentHasNone() {
    assertEquals(List.of(), Reports.PASSING.annotations());
  }
}
