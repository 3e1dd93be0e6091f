package dev.lockstep.cases;

/**
 * Says why case files cannot be used. The message is one line: the file, the line where known, the
 * field, what was found there and what is allowed.
 */
public final class InvalidCaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one line for the user
   */
  public InvalidCaseException(String message) {
    super(message);
  }
}
