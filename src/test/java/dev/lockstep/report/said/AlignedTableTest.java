package dev.lockstep.report.said;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AlignedTableTest {

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    List<String> lines =
        AlignedTable.lines(
            List.of(List.of("a", "long heading", "c"), List.of("wide cell", "b", "a: b; c (d)")));
    assertEquals(
        List.of("a          long heading  c", "wide cell  b             a: b; c (d)"), lines);
  }

  @Test
  void aLongLastCellIsNeitherCutNorWrapped() {
    String longest = "word ".repeat(60) + "end";
    assertEquals(List.of("a  " + longest), AlignedTable.lines(List.of(List.of("a", longest))));
  }

  @Test
  void koreanSyllablesTakeTwoPlacesAndCombiningMarksNone() {
    assertEquals(
        List.of("가나   b", "abcd   b", "e\u0301fghi  b"),
        AlignedTable.lines(
            List.of(List.of("가나", "b"), List.of("abcd", "b"), List.of("e\u0301fghi", "b"))));
  }
}
