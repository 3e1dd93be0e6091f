package dev.lockstep.report.html;

import dev.lockstep.compare.Element;
import dev.lockstep.compare.Surroundings;
import dev.lockstep.report.map.ExcessLevel;
import dev.lockstep.report.said.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * The elements around the first mismatch as tables of the same rows and columns.
 *
 * @param columns the numbers of the columns, from 0
 * @param panels what is expected, what was computed and how far apart they are; none if there is
 *     nothing to show
 */
public record SurroundingsGrid(List<String> columns, List<Panel> panels) {
  static final SurroundingsGrid NONE = new SurroundingsGrid(List.of(), List.of());

  static SurroundingsGrid of(Surroundings surroundings) {
    int width = surroundings.rows().get(0).size();
    List<String> columns =
        LongStream.range(surroundings.column(), surroundings.column() + width)
            .mapToObj(Long::toString)
            .toList();
    long first = first(surroundings);
    return new SurroundingsGrid(
        columns,
        List.of(
            panel(
                "expected",
                surroundings,
                first,
                element -> Numbers.beside(element.expected(), element.difference())),
            panel(
                "actual",
                surroundings,
                first,
                element -> Numbers.beside(element.actual(), element.difference())),
            panel(
                "difference as a multiple of what is allowed",
                surroundings,
                first,
                element -> Numbers.multiple(element.excess()))));
  }

  /** The first mismatch of the tensor is the first one of its surroundings, too. */
  private static long first(Surroundings surroundings) {
    return surroundings.rows().stream()
        .flatMap(List::stream)
        .filter(element -> !element.isWithin())
        .mapToLong(Element::flat)
        .findFirst()
        .orElse(-1);
  }

  private static Panel panel(
      String caption, Surroundings surroundings, long first, Function<Element, String> text) {
    List<Row> rows = new ArrayList<>();
    for (List<Element> elements : surroundings.rows()) {
      rows.add(
          new Row(
              Long.toString(surroundings.row() + rows.size()),
              elements.stream()
                  .map(element -> cell(element, element.flat() == first, text.apply(element)))
                  .toList()));
    }
    return new Panel(caption, rows);
  }

  private static Cell cell(Element element, boolean first, String text) {
    return new Cell(
        text,
        ExcessLevel.of(element.excess()).style(),
        first,
        !element.isWithin(),
        Numbers.sides(element) + ", allowed " + Numbers.small(element.allowed()));
  }

  /**
   * One table.
   *
   * @param caption what it shows
   * @param rows one entry a row
   */
  public record Panel(String caption, List<Row> rows) {}

  /**
   * A row.
   *
   * @param number from 0
   * @param cells one entry a column
   */
  public record Row(String number, List<Cell> cells) {}

  /**
   * An element.
   *
   * @param text the number
   * @param style the name of its colour
   * @param first whether it is the first mismatch, which is framed
   * @param mismatch whether it is one at all
   * @param description all that is known of it
   */
  public record Cell(
      String text, String style, boolean first, boolean mismatch, String description) {}
}
