package dev.lockstep.report.map;

import java.util.Locale;

/** Matplotlib's colour map {@code bwr} from -1 (blue) by 0 (white) to 1 (red). */
public final class Colour {
  private static final double DARK_BLUE = -0.5;
  private static final double DARK_RED = 0.75;

  private Colour() {}

  /** As CSS writes it; numbers outside the range take the colour of its end, NaN none. */
  public static String of(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "#%06x", rgb(value));
  }

  /**
   * Red, green and blue of eight bits each, red the highest.
   *
   * @param value as in {@link #of}, not NaN
   */
  public static int rgb(double value) {
    double inside = Math.max(-1, Math.min(1, value));
    int pale = (int) Math.rint(255 * (1 - Math.abs(inside)));
    return inside < 0 ? pale << 16 | pale << 8 | 0xff : 0xff0000 | pale << 8 | pale;
  }

  /** Whether black text is hard to read on the colour. */
  public static boolean isDark(double value) {
    return value < DARK_BLUE || value > DARK_RED;
  }
}
