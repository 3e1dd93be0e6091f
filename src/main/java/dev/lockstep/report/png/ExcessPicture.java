package dev.lockstep.report.png;

import dev.lockstep.report.map.ExcessGrid;
import dev.lockstep.report.map.ExcessLevel;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** The excess by tensor and step, in the colours of the page, with a legend below. */
public final class ExcessPicture {
  private static final int LETTERS = 11;
  private static final int MARGIN = 12;
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 640;
  private static final int NAMED_ROW = 12;
  private static final int LARGEST_CELL = 28;
  private static final int LARGEST_NAMED_ROW = 18;
  private static final int MOST_NAMED_ROWS = 80;
  private static final int STEP_LABELS = 24;
  private static final int LEGEND_LINE = 18;
  private static final int LEGEND_COLUMN = 170;
  private static final int FRAME = 3;

  private static final List<String> LEGEND =
      List.of(
          "\u2264 0.01\u00d7",
          "\u2264 0.1\u00d7",
          "\u2264 0.3\u00d7",
          "\u2264 1\u00d7: within the noise",
          "\u2264 3\u00d7",
          "\u2264 10\u00d7",
          "\u2264 100\u00d7",
          "\u2264 10\u2074\u00d7",
          "more",
          "NaN, infinite or missing",
          "not judged",
          "undecided",
          "not there");

  private final ExcessGrid grid;
  private final List<String> rows;
  private final List<String> columns;
  private final int width;
  private final int height;

  private ExcessPicture(ExcessGrid grid) {
    this.grid = grid;
    rows = grid.rows();
    columns = grid.columns();
    width = Math.max(2, Math.min(LARGEST_CELL, WIDTH / columns.size()));
    height =
        rows.size() <= MOST_NAMED_ROWS
            ? Math.max(NAMED_ROW, Math.min(LARGEST_NAMED_ROW, HEIGHT / rows.size()))
            : Math.max(2, HEIGHT / rows.size());
  }

  /**
   * Draws a grid.
   *
   * @param grid one that is not empty
   */
  public static BufferedImage of(ExcessGrid grid) {
    return new ExcessPicture(grid).drawn();
  }

  private BufferedImage drawn() {
    int left = MARGIN + widestLabel() + MARGIN;
    int bottom = MARGIN + rows.size() * height;
    int inLine = Math.max(1, (left + columns.size() * width) / LEGEND_COLUMN);
    int lines = (LEGEND.size() + inLine - 1) / inLine;
    int legend = bottom + STEP_LABELS + LEGEND_LINE;
    BufferedImage image =
        Drawing.white(
            Math.max(left + columns.size() * width, inLine * LEGEND_COLUMN) + MARGIN,
            legend + lines * LEGEND_LINE + MARGIN);
    Graphics2D graphics = Drawing.on(image, LETTERS);
    cells(graphics, left);
    names(graphics, left - MARGIN / 2);
    steps(graphics, left, bottom);
    for (int i = 0; i < LEGEND.size(); i++) {
      int x = MARGIN + i % inLine * LEGEND_COLUMN;
      int y = legend + i / inLine * LEGEND_LINE;
      Drawing.fill(graphics, ExcessLevel.values()[i].rgb(), x, y, NAMED_ROW, NAMED_ROW);
      Drawing.frame(graphics, x, y, NAMED_ROW, NAMED_ROW);
      graphics.drawString(LEGEND.get(i), x + LEGEND_LINE, y + LETTERS);
    }
    graphics.dispose();
    return image;
  }

  private int widestLabel() {
    Graphics2D graphics = Drawing.on(Drawing.white(1, 1), LETTERS);
    int widest = 0;
    for (String row : rows) {
      widest = Math.max(widest, graphics.getFontMetrics().stringWidth(label(row)));
    }
    graphics.dispose();
    return widest;
  }

  /** Where rows are too low for names, their kinds. */
  private String label(String row) {
    return height >= NAMED_ROW ? row : row.substring(0, row.indexOf('/'));
  }

  private void cells(Graphics2D graphics, int left) {
    for (int row = 0; row < rows.size(); row++) {
      for (int column = 0; column < columns.size(); column++) {
        Drawing.fill(
            graphics,
            grid.level(row, column).rgb(),
            left + column * width,
            MARGIN + row * height,
            width,
            height);
      }
    }
    grid.first()
        .ifPresent(
            first -> {
              for (int around = 1; around <= FRAME; around++) {
                Drawing.frame(
                    graphics,
                    left + first.column() * width - around,
                    MARGIN + first.row() * height - around,
                    width + 2 * around - 1,
                    height + 2 * around - 1);
              }
            });
  }

  private void names(Graphics2D graphics, int right) {
    int from = 0;
    for (int row = 1; row <= rows.size(); row++) {
      if (row < rows.size()
          && height < NAMED_ROW
          && label(rows.get(row)).equals(label(rows.get(from)))) {
        continue;
      }
      if ((row - from) * height >= LETTERS) {
        Drawing.rightAligned(
            graphics, label(rows.get(from)), right, MARGIN + (from + row) * height / 2);
      }
      from = row;
    }
  }

  private void steps(Graphics2D graphics, int left, int bottom) {
    int free = 0;
    for (int column = 0; column < columns.size(); column++) {
      String step = columns.get(column).split(" ")[0];
      int x = left + column * width;
      if (x >= free) {
        graphics.drawLine(x, bottom, x, bottom + FRAME);
        graphics.drawString(step, x, bottom + FRAME + LETTERS);
        free = x + graphics.getFontMetrics().stringWidth(step) + MARGIN;
      }
    }
  }
}
