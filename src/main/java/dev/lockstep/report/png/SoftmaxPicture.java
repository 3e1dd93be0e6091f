package dev.lockstep.report.png;

import dev.lockstep.report.map.Colour;
import dev.lockstep.tensor.Tensor;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A matrix as {@code matplotlib.pyplot.matshow(values, cmap='bwr', vmin=-1, vmax=1)} draws it at
 * its default 100 dots per inch: square cells without numbers, columns labelled above, rows on the
 * left. The size of the figure and the place of its axes are those of matplotlib's {@code
 * figaspect} and its default subplot.
 */
public final class SoftmaxPicture {
  private static final double DOTS = 100;
  private static final double HEIGHT = 4.8;
  private static final double LEAST_WIDTH = 4;
  private static final double LEAST_HEIGHT = 2;
  private static final double MOST = 16;

  /** Where the axes lie within the figure, as parts of its width and height. */
  private static final double LEFT = 0.15;

  private static final double BOTTOM = 0.09;
  private static final double EXTENT = 0.775;

  private static final int MOST_LABELS = 9;
  private static final int[] STRIDES = {1, 2, 5};
  private static final int TICK = 5;
  private static final int LABEL_GAP = 4;

  private final Tensor values;
  private final int rows;
  private final int columns;
  private final int cell;
  private final int left;
  private final int top;
  private final BufferedImage image;

  private SoftmaxPicture(Tensor values) {
    this.values = values;
    rows = values.shape().rows();
    columns = values.shape().columns();
    double width = HEIGHT * columns / rows;
    double small = Math.min(1, Math.min(width / LEAST_WIDTH, HEIGHT / LEAST_HEIGHT));
    double large = Math.max(1, Math.max(width / small / MOST, HEIGHT / small / MOST));
    double pixelsWide = DOTS * clamped(width / small / large, LEAST_WIDTH);
    double pixelsHigh = DOTS * clamped(HEIGHT / small / large, LEAST_HEIGHT);
    cell = (int) Math.max(1, EXTENT * Math.min(pixelsWide / columns, pixelsHigh / rows));
    image = Drawing.white((int) Math.rint(pixelsWide), (int) Math.rint(pixelsHigh));
    double right = LEFT + EXTENT / 2;
    double middle = 1 - BOTTOM - EXTENT / 2;
    left = (int) Math.rint(pixelsWide * right - cell * columns / 2.0);
    top = (int) Math.rint(pixelsHigh * middle - cell * rows / 2.0);
  }

  private static double clamped(double inches, double least) {
    return Math.min(MOST, Math.max(least, inches));
  }

  /**
   * Draws a matrix.
   *
   * @param values a matrix with a row or more; NaN stays white
   * @param columns the labels of the columns
   * @param firstRow the number of the first row
   */
  public static BufferedImage of(Tensor values, List<String> columns, int firstRow) {
    SoftmaxPicture picture = new SoftmaxPicture(values);
    Graphics2D graphics = Drawing.on(picture.image, Drawing.TICK_LABELS);
    picture.cells(graphics);
    picture.columns(graphics, columns);
    picture.rows(graphics, firstRow);
    graphics.dispose();
    return picture.image;
  }

  private void cells(Graphics2D graphics) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        double value = values.get(row, column);
        if (!Double.isNaN(value)) {
          Drawing.fill(
              graphics, Colour.rgb(value), left + column * cell, top + row * cell, cell, cell);
        }
      }
    }
    Drawing.frame(graphics, left - 1, top - 1, columns * cell + 1, rows * cell + 1);
  }

  private void columns(Graphics2D graphics, List<String> labels) {
    int bottom = top + rows * cell;
    int stride = cell >= Drawing.TICK_LABELS ? 1 : stride(columns);
    for (int column = 0; column < columns; column += stride) {
      int middle = left + column * cell + cell / 2;
      graphics.drawLine(middle, top - 1 - TICK, middle, top - 1);
      graphics.drawLine(middle, bottom, middle, bottom + TICK);
      Drawing.centred(graphics, labels.get(column), middle, top - 1 - TICK - LABEL_GAP);
    }
  }

  private void rows(Graphics2D graphics, int firstRow) {
    int stride = stride(rows);
    for (int row = 0; row < rows; row += stride) {
      int middle = top + row * cell + cell / 2;
      graphics.drawLine(left - 1 - TICK, middle, left - 1, middle);
      Drawing.rightAligned(
          graphics, Integer.toString(firstRow + row), left - 1 - TICK - LABEL_GAP, middle);
    }
  }

  /** The least of 1, 2, 5, 10 and so on that leaves at most {@value #MOST_LABELS} intervals. */
  private static int stride(int count) {
    for (int power = 1; ; power *= 10) {
      for (int stride : STRIDES) {
        if (count <= MOST_LABELS * stride * power) {
          return stride * power;
        }
      }
    }
  }
}
