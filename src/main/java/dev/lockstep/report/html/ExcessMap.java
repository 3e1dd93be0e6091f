package dev.lockstep.report.html;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lockstep.compare.Mismatch;
import dev.lockstep.compare.StepResult;
import dev.lockstep.report.map.ExcessGrid;
import java.util.List;
import java.util.Optional;

/**
 * A grid of the excess as the script of a page reads it: a cell is two characters of {@value
 * #DIGITS}, which {@code map.js} reads.
 */
final class ExcessMap {
  /** The digits of a number to the base 64. */
  static final String DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private ExcessMap() {}

  /** The map under a title; none if there is nothing to show. */
  static List<Page.Map> of(
      String title, String axis, List<StepResult> steps, Optional<Mismatch> first) {
    ExcessGrid grid = new ExcessGrid(axis, steps, first);
    return grid.isEmpty() ? List.of() : List.of(new Page.Map(title, grid.note(), json(grid)));
  }

  /** Safe inside a script element. */
  private static String json(ExcessGrid grid) {
    List<String> columns = grid.columns();
    List<String> rows = grid.rows();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("axis", grid.axis());
    columns.forEach(node.putArray("columns")::add);
    rows.forEach(node.putArray("rows")::add);
    ArrayNode texts = node.putArray("cells");
    for (int row = 0; row < rows.size(); row++) {
      texts.add(text(grid, row, columns.size()));
    }
    grid.first()
        .ifPresentOrElse(
            place -> node.putArray("first").add(place.row()).add(place.column()),
            () -> node.putNull("first"));
    return node.toString().replace("<", "\\u003c").replace("\u2028", "\\u2028");
  }

  private static String text(ExcessGrid grid, int row, int columns) {
    StringBuilder text = new StringBuilder();
    for (int column = 0; column < columns; column++) {
      int cell = grid.cell(row, column);
      text.append(DIGITS.charAt(cell / DIGITS.length()))
          .append(DIGITS.charAt(cell % DIGITS.length()));
    }
    return text.toString();
  }
}
