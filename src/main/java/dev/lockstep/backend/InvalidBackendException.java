package dev.lockstep.backend;

/**
 * Says in one line why an implementation cannot be chosen: its class, what was found, and what is
 * allowed.
 */
public final class InvalidBackendException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line for the user
   */
  public InvalidBackendException(String message) {
    super(message);
  }
}
