package dev.lockstep.verification;

import dev.lockstep.compare.Verdict;

/**
 * What comparisons amount to, in every command and every format of its report.
 *
 * @param verdict the verdict
 * @param reason one line; empty for EQUIVALENT
 */
public record Conclusion(Verdict verdict, String reason) {

  /** Everything was compared and lies within what is allowed. */
  static final Conclusion EQUIVALENT = new Conclusion(Verdict.EQUIVALENT, "");

  /** The same verdict with something more to say. */
  Conclusion adding(String more) {
    return more.isEmpty()
        ? this
        : new Conclusion(verdict, reason.isEmpty() ? more : reason + "; " + more);
  }

  /** The status of a run that found nothing else. */
  public ExitStatus exitStatus() {
    return ExitStatus.of(verdict);
  }

  /** As printed: the verdict, and the reason if there is one. */
  @Override
  public String toString() {
    return reason.isEmpty() ? verdict.name() : verdict + ": " + reason;
  }
}
