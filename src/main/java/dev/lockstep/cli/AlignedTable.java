package dev.lockstep.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/** Plain text in columns as wide as their widest cell, with two spaces between them. */
final class AlignedTable {
  private static final int GAP = 2;

  private AlignedTable() {}

  /**
   * The table's lines, each with a line end and without blanks before it.
   *
   * @param rows the cells, as many in each row as in the first
   */
  static String of(List<List<String>> rows) {
    Column[] columns =
        IntStream.range(0, rows.get(0).size())
            .mapToObj(column -> new Column(width(rows, column) + GAP, 0, Column.Overflow.SPAN))
            .toArray(Column[]::new);
    ColorScheme plain = Help.defaultColorScheme(Ansi.OFF);
    TextTable table = TextTable.forColumns(plain, columns);
    rows.forEach(row -> table.addRowValues(row.toArray(String[]::new)));
    return table
        .toString()
        .lines()
        .map(String::stripTrailing)
        .collect(Collectors.joining(System.lineSeparator(), "", System.lineSeparator()));
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElseThrow();
  }
}
