package dev.lockstep.report.said;

import dev.lockstep.message.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jline.utils.WCWidth;

/**
 * Plain text in columns as wide as their widest cell, with two spaces between them. Widths are
 * those of a terminal, where a Korean syllable takes two places and a combining mark none.
 */
public final class AlignedTable {
  private static final String GAP = "  ";

  private AlignedTable() {}

  /**
   * The table's lines, without blanks at their ends; what does not print is escaped.
   *
   * @param rows one row or more; the cells, as many in each row as in the first
   */
  public static List<String> lines(List<List<String>> rows) {
    return printable(rows.stream().map(row -> row.stream().map(Printable::line).toList()).toList());
  }

  private static List<String> printable(List<List<String>> rows) {
    int[] widths =
        IntStream.range(0, rows.get(0).size()).map(column -> width(rows, column)).toArray();
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < widths.length; column++) {
        String cell = row.get(column);
        line.append(column == 0 ? "" : GAP).append(cell);
        line.append(" ".repeat(widths[column] - width(cell)));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  /** How many places of a terminal a text takes; what does not print takes none. */
  public static int width(String text) {
    return text.codePoints().map(codePoint -> Math.max(0, WCWidth.wcwidth(codePoint))).sum();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> width(row.get(column))).max().orElseThrow();
  }
}
