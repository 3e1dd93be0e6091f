package dev.lockstep.proof;

/** Whether the cause of a divergence was told. */
public enum Naming {
  /** It was named. */
  RIGHT,
  /** The right one was not named, and no other. */
  MISSING,
  /** One was named that does not hold. */
  WRONG,
  /** There is nothing that the numbers could tell, and nothing was named. */
  NOTHING_TO_NAME
}
