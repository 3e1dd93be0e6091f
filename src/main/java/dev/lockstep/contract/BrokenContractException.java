package dev.lockstep.contract;

/** An implementation does not do what it must; the message says what it did instead. */
public final class BrokenContractException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BrokenContractException(String message) {
    super(message);
  }
}
