package dev.lockstep.proof;

/** What became of a mistake that was tried. */
public enum Outcome {
  /** The comparison diverges. */
  CAUGHT("caught"),
  /** It changes no number at all, so that there is nothing to catch. */
  SAME("changes nothing"),
  /** It is not caught, and its effect is smaller than what can be seen at all. */
  INVISIBLE("below what can be seen"),
  /** It is no mistake, and passes. */
  PASSED("passes, as it should"),
  /** It is no mistake, and does not pass. */
  FALSE_ALARM("false alarm"),
  /** It is no mistake, and rounding decides whether it passes. */
  OPEN("cannot be decided"),
  /** It could be seen, and passes. */
  ESCAPED("escapes"),
  /** It could not be tried. */
  FAILED("could not be tried");

  private final String words;

  Outcome(String words) {
    this.words = words;
  }

  /** As printed. */
  public String words() {
    return words;
  }

  /** Whether it was a mistake that was tried, and not something right. */
  public boolean isOfMistake() {
    return switch (this) {
      case CAUGHT, SAME, INVISIBLE, ESCAPED, FAILED -> true;
      case PASSED, FALSE_ALARM, OPEN -> false;
    };
  }
}
