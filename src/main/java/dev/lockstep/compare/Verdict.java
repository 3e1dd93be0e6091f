package dev.lockstep.compare;

/** What a comparison amounts to. */
public enum Verdict {
  /** Everything was compared and lies within what is allowed. */
  EQUIVALENT,
  /** Something lies further apart than is allowed. */
  DIVERGENT,
  /** Everything lies within what is allowed, but so would a wrong implementation. */
  INCONCLUSIVE,
  /** The implementation cannot run the case in the way asked for. */
  UNSUPPORTED,
  /** The implementation failed, or the comparison could not have failed. */
  ERROR
}
