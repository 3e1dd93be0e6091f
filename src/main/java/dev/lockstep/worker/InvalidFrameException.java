package dev.lockstep.worker;

import java.io.IOException;

/** Says what is wrong with a file that a worker or its parent wrote; its message is one line. */
final class InvalidFrameException extends IOException {
  private static final long serialVersionUID = 1L;

  InvalidFrameException(String message) {
    super(message);
  }

  InvalidFrameException(String message, Throwable cause) {
    super(message, cause);
  }
}
