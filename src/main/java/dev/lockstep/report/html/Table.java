package dev.lockstep.report.html;

import java.util.List;

/**
 * A table.
 *
 * @param columns the headings
 * @param rows the cells, the first of which names the row
 */
public record Table(List<String> columns, List<List<String>> rows) {

  /** A table of rows, the first of which has the headings. */
  static Table of(List<List<String>> rows) {
    return new Table(rows.get(0), rows.subList(1, rows.size()));
  }
}
