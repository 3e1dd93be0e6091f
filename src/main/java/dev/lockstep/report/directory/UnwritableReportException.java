package dev.lockstep.report.directory;

/** Says that a report cannot be written; its message is one line. */
public final class UnwritableReportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A report that cannot be written.
   *
   * @param message one line: which directory and why
   * @param cause what the file system said
   */
  public UnwritableReportException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * A report of which a part cannot be written.
   *
   * @param message one line: which and why
   */
  UnwritableReportException(String message) {
    super(message);
  }
}
