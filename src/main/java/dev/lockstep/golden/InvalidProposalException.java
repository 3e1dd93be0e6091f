package dev.lockstep.golden;

/** Says in one line why there is nothing to accept, or why it must not be accepted. */
public final class InvalidProposalException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidProposalException(String message) {
    super(message);
  }
}
