package dev.lockstep.golden;

import java.nio.file.Path;
import java.util.Locale;

/**
 * What somebody should know of a golden.
 *
 * @param golden the case file, recording or proposal
 * @param kind what is the matter
 * @param why one line
 */
public record GoldenState(Path golden, Kind kind, String why) {

  /** What may be the matter with a golden. */
  public enum Kind {
    /** It was made for another case, or by another version of the library, than there is now. */
    STALE,
    /** Nothing compares with it. */
    UNUSED,
    /** Another one waits beside it to be accepted. */
    PROPOSED,
    /** It does not say where its numbers come from. */
    UNSOURCED;

    /** As printed. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
