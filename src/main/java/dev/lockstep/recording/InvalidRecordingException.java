package dev.lockstep.recording;

import dev.lockstep.message.Printable;
import dev.lockstep.message.Reason;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Says why a recording cannot be used. The message is one line: the file, the field or tensor, what
 * was found there and what is allowed.
 */
public final class InvalidRecordingException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 120;

  /**
   * A refusal.
   *
   * @param message one line for the user
   */
  public InvalidRecordingException(String message) {
    super(message);
  }

  /** The refusal of a whole file or folder. */
  static InvalidRecordingException of(Path file, String found, String allowed) {
    return new InvalidRecordingException(
        visible(file.toString()) + ": found " + found + "; allowed: " + allowed);
  }

  /** The refusal of one field or tensor of a file. */
  static InvalidRecordingException of(Path file, String place, String found, String allowed) {
    return new InvalidRecordingException(
        visible(file.toString()) + ": " + place + ": found " + found + "; allowed: " + allowed);
  }

  /** The refusal of a file or folder that cannot be read. */
  static InvalidRecordingException unreadable(Path file, IOException thrown) {
    return of(file, "what cannot be read (" + Reason.of(thrown) + ")", "what may be read");
  }

  /** Text from a recording in quotes, on one line whatever it holds, and not endless. */
  static String quoted(String text) {
    String shown = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    return '"' + visible(shown) + '"';
  }

  /** Text with everything escaped that would not stay on the line or not print. */
  static String visible(String text) {
    return Printable.line(text);
  }
}
