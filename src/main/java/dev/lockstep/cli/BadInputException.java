package dev.lockstep.cli;

/** Says in one line what is wrong with an argument or a case file. */
final class BadInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadInputException(String message) {
    super(message);
  }
}
