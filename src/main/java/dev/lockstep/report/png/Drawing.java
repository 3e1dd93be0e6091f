package dev.lockstep.report.png;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** What pictures are drawn with. */
final class Drawing {
  /** Ten points at 100 dots per inch. */
  static final int TICK_LABELS = 14;

  private Drawing() {}

  /** A white picture. */
  static BufferedImage white(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return image;
  }

  /**
   * Draws in black.
   *
   * @param size of the letters in pixels
   */
  static Graphics2D on(BufferedImage image, int size) {
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(Color.BLACK);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, size));
    return graphics;
  }

  static void fill(Graphics2D graphics, int rgb, int x, int y, int width, int height) {
    Color before = graphics.getColor();
    graphics.setColor(new Color(rgb));
    graphics.fillRect(x, y, width, height);
    graphics.setColor(before);
  }

  static void frame(Graphics2D graphics, int x, int y, int width, int height) {
    graphics.drawRect(x, y, width, height);
  }

  /** Text above a base line, its middle at x. */
  static void centred(Graphics2D graphics, String text, int x, int baseline) {
    graphics.drawString(text, x - graphics.getFontMetrics().stringWidth(text) / 2, baseline);
  }

  /** Text that ends at x, its middle at y. */
  static void rightAligned(Graphics2D graphics, String text, int x, int y) {
    FontMetrics metrics = graphics.getFontMetrics();
    int baseline = y + (metrics.getAscent() - metrics.getDescent()) / 2;
    graphics.drawString(text, x - metrics.stringWidth(text), baseline);
  }
}
