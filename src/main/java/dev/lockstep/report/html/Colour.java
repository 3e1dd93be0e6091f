package dev.lockstep.report.html;

import java.util.Locale;

/** Matplotlib's colour map {@code bwr} from -1 (blue) by 0 (white) to 1 (red). */
final class Colour {
  private static final double DARK_BLUE = -0.5;
  private static final double DARK_RED = 0.75;

  private Colour() {}

  /** As CSS writes it; numbers outside the range take the colour of its end, NaN none. */
  static String of(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    double inside = Math.max(-1, Math.min(1, value));
    int pale = (int) Math.rint(255 * (1 - Math.abs(inside)));
    return inside < 0
        ? String.format(Locale.ROOT, "#%02x%02xff", pale, pale)
        : String.format(Locale.ROOT, "#ff%02x%02x", pale, pale);
  }

  /** Whether black text is hard to read on the colour. */
  static boolean isDark(double value) {
    return value < DARK_BLUE || value > DARK_RED;
  }
}
