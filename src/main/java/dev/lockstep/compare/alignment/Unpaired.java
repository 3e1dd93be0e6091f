package dev.lockstep.compare.alignment;

import java.util.Locale;
import java.util.Optional;

/**
 * A parameter of the expected side from whose numbers nothing on the actual side starts.
 *
 * @param expected its name, without its kind
 * @param nearest what of the actual side's lone parameters of its shape, in any order of the axes,
 *     comes nearest; empty if none has its shape
 */
public record Unpaired(String expected, Optional<Nearest> nearest) {

  /** One line for a person. */
  public String sentence() {
    String alone = "start/" + expected + ": nothing on the actual side starts from these numbers";
    return nearest
        .map(one -> alone + "; the nearest, " + one.words() + " of their size")
        .orElse(alone);
  }

  /**
   * A parameter of the actual side.
   *
   * @param actual its name, without its kind
   * @param how its layout in words; empty if it is the same
   * @param distance the root mean square of the difference over that of the expected numbers; NaN
   *     or infinite if the numbers are
   */
  public record Nearest(String actual, String how, double distance) {
    String words() {
      String layout = how.isEmpty() ? "" : " (" + how + ")";
      return actual + layout + ", is off by " + String.format(Locale.ROOT, "%.1e", distance);
    }
  }
}
