package dev.lockstep.report.said;

import java.util.List;

/**
 * One thing that is known of a failure.
 *
 * @param label what it is about, one or two words
 * @param lines what is known, one line or more
 */
public record Fact(String label, List<String> lines) {

  /** A fact of one line. */
  public static Fact of(String label, String line) {
    return new Fact(label, List.of(line));
  }
}
