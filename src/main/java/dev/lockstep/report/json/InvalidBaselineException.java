package dev.lockstep.report.json;

/** A file that is no report to compare with; the message says which and why. */
public final class InvalidBaselineException extends RuntimeException {
  private static final long serialVersionUID = 1;

  InvalidBaselineException(String message, Throwable cause) {
    super(message, cause);
  }
}
