package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AlignedTableTest {

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    String table =
        AlignedTable.of(
            List.of(List.of("a", "long heading", "c"), List.of("wide cell", "b", "a: b; c (d)")));
    assertEquals(
        List.of("a          long heading  c", "wide cell  b             a: b; c (d)"),
        table.lines().toList());
  }

  @Test
  void aLongLastCellIsNeitherCutNorWrapped() {
    String longest = "word ".repeat(60) + "end";
    assertEquals(
        List.of("a  " + longest), AlignedTable.of(List.of(List.of("a", longest))).lines().toList());
  }
}
