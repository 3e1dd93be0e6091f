package dev.lockstep.backend;

/** Says that an implementation cannot run a case in the way asked for; its message is one line. */
public final class UnsupportedExecutionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param reason one line: what cannot be run, and what would help
   */
  public UnsupportedExecutionException(String reason) {
    super(reason);
  }
}
