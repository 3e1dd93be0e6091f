package dev.lockstep.report.png;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SoftmaxPictureTest {
  private static final int WHITE = 0xffffff;
  private static final List<String> LETTERS = List.of("!", "?", "h", "i", "e", "l", "o");

  /** The middle of the first cell; a cell has 44 pixels. */
  private static final int X = 83;

  private static final int Y = 101;
  private static final int CELL = 44;

  private static BufferedImage picture(double[] values, int rows, int firstRow) {
    return SoftmaxPicture.of(Tensor.of(Shape.of(rows, 7), values), LETTERS, firstRow);
  }

  private static int at(BufferedImage picture, int x, int y) {
    return picture.getRGB(x, y) & WHITE;
  }

  /** Where matshow puts a matrix of ten rows and seven columns, and how large it draws that. */
  @Test
  void aMatrixOfTheExamHasTheSizeAndTheColoursOfMatshow() {
    double[] values = new double[70];
    values[0] = 1;
    values[1] = -1;
    values[2] = 0.5;
    values[69] = 7;
    values[68] = Double.NaN;
    BufferedImage picture = picture(values, 10, 0);
    assertEquals(400, picture.getWidth());
    assertEquals(571, picture.getHeight());
    assertEquals(0xff0000, at(picture, X, Y));
    assertEquals(0x0000ff, at(picture, X + CELL, Y));
    assertEquals(0xff8080, at(picture, X + 2 * CELL, Y));
    assertEquals(WHITE, at(picture, X + 3 * CELL, Y));
    assertEquals(0xff0000, at(picture, X + 6 * CELL, Y + 9 * CELL));
    assertEquals(WHITE, at(picture, X + 5 * CELL, Y + 9 * CELL));
    assertEquals(0xff0000, at(picture, X + CELL / 2 - 2, Y + CELL / 2 - 2), "no gap in a cell");
  }

  @Test
  void everyColumnHasItsLabelAboveAndEverySecondRowItsNumberOnTheLeft() {
    BufferedImage picture = picture(new double[70], 10, 0);
    for (int column = 0; column < 7; column++) {
      int x = X + column * CELL;
      assertTrue(ink(picture, x - 15, 50, x + 15, 71), "label of column " + column);
      assertEquals(0, at(picture, x, 75), "tick above column " + column);
      assertEquals(0, at(picture, x, 521), "tick below column " + column);
    }
    for (int row = 0; row < 10; row++) {
      int y = Y + row * CELL;
      assertEquals(row % 2 == 0, ink(picture, 30, y - 8, 52, y + 8), "number of row " + row);
    }
  }

  @Test
  void rowsAreCountedFromTheFirstOne() {
    BufferedImage fromZero = picture(new double[70], 10, 0);
    BufferedImage fromTwenty = picture(new double[70], 10, 20);
    assertFalse(ink(fromZero, 30, Y - 8, 40, Y + 8));
    assertTrue(ink(fromTwenty, 30, Y - 8, 40, Y + 8));
  }

  @Test
  void theSamePictureIsDrawnTwice() {
    double[] values = IntStream.range(0, 70).mapToDouble(i -> Math.sin(i)).toArray();
    assertArrayEquals(pixels(picture(values, 10, 0)), pixels(picture(values, 10, 0)));
  }

  @Test
  void aThousandRowsFitOnAPicture() {
    BufferedImage picture = picture(new double[7 * 999], 999, 0);
    assertEquals(1600, picture.getHeight());
    assertEquals(400, picture.getWidth());
  }

  private static boolean ink(BufferedImage picture, int left, int top, int right, int bottom) {
    return IntStream.range(left, right)
        .anyMatch(x -> IntStream.range(top, bottom).anyMatch(y -> at(picture, x, y) != WHITE));
  }

  private static int[] pixels(BufferedImage picture) {
    int width = picture.getWidth();
    return picture.getRGB(0, 0, width, picture.getHeight(), null, 0, width);
  }
}
