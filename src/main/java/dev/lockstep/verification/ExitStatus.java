package dev.lockstep.verification;

import dev.lockstep.compare.Verdict;

/** What a run as a whole amounts to, and the exit status that says so. */
public enum ExitStatus {
  /** Every case was trained by an implementation or more, and all of them are equivalent. */
  ALL_EQUIVALENT(0, "All equivalent"),
  /** At least one implementation diverges, whatever became of the others. */
  SOME_DIVERGENT(1, "Divergent"),
  /** None diverges, but not all were shown to be equivalent; or nothing was compared. */
  NOT_SHOWN(3, "Not shown to be equivalent");

  private final int code;
  private final String headline;

  ExitStatus(int code, String headline) {
    this.code = code;
    this.headline = headline;
  }

  /** The status of a run that comes to one verdict. */
  public static ExitStatus of(Verdict verdict) {
    return switch (verdict) {
      case EQUIVALENT -> ALL_EQUIVALENT;
      case DIVERGENT -> SOME_DIVERGENT;
      case INCONCLUSIVE, UNSUPPORTED, ERROR -> NOT_SHOWN;
    };
  }

  /** The number that the process exits with. */
  public int code() {
    return code;
  }

  /** The verdict on the whole run in a few words. */
  public String headline() {
    return headline;
  }
}
