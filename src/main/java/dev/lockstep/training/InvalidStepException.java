package dev.lockstep.training;

/**
 * Says that what an implementation handed over is no training of its case; its message is one line:
 * what was handed over, and what was due.
 */
public final class InvalidStepException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidStepException(String message) {
    super(message);
  }
}
