package dev.lockstep.message;

import java.util.Locale;

/** Text in which nothing acts on the terminal, the log or the reader that it is shown to. */
public final class Printable {
  private Printable() {}

  /**
   * The text on one line: line ends, escapes, changes of the writing direction, halves of surrogate
   * pairs and everything else that does not print stand as in JSON, {@code \}{@code u001b}. All
   * else, and a text that prints, stays as it is.
   */
  public static String line(String text) {
    if (text.codePoints().allMatch(Printable::prints)) {
      return text;
    }
    StringBuilder line = new StringBuilder();
    text.codePoints().forEach(codePoint -> append(line, codePoint));
    return line.toString();
  }

  /** Appends a code point, escaped if it does not print. */
  public static void append(StringBuilder line, int codePoint) {
    if (prints(codePoint)) {
      line.appendCodePoint(codePoint);
      return;
    }
    for (char unit : Character.toChars(codePoint)) {
      line.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
    }
  }

  /** Whether a code point shows as a character, or as a blank, and does nothing else. */
  public static boolean prints(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
