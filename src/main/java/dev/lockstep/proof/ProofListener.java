package dev.lockstep.proof;

/** Is told how a proof gets on; called in the trials' own threads, several at once. */
@FunctionalInterface
public interface ProofListener {

  /**
   * A mistake was tried, or does not apply.
   *
   * @param subject the case's or recording's name
   * @param mistake the mistake's
   */
  void tried(String subject, String mistake);
}
