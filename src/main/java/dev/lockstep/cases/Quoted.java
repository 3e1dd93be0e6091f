package dev.lockstep.cases;

import dev.lockstep.message.Printable;
import java.util.List;
import java.util.stream.Collectors;

/** Text from a case file as messages show it: on one line, visible, and not endless. */
public final class Quoted {
  private static final int LONGEST = 40;

  private Quoted() {}

  /** The text in quotes, escaped, cut after forty characters. */
  public static String text(String text) {
    int length = text.codePointCount(0, text.length());
    if (length <= LONGEST) {
      return '"' + escape(text) + '"';
    }
    String start = text.substring(0, text.offsetByCodePoints(0, LONGEST));
    return '"' + escape(start) + "\"... (" + length + " characters)";
  }

  /** The texts in quotes, the first forty of them. */
  static String list(List<String> texts) {
    String shown =
        texts.stream().limit(LONGEST).map(Quoted::text).collect(Collectors.joining(", "));
    return texts.size() <= LONGEST ? shown : shown + ", ... (" + texts.size() + " in all)";
  }

  /** The text with quotes, backslashes and everything that does not print escaped as in JSON. */
  public static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints().forEach(codePoint -> append(escaped, codePoint));
    return escaped.toString();
  }

  private static void append(StringBuilder escaped, int codePoint) {
    if (codePoint == '"' || codePoint == '\\') {
      escaped.append('\\');
    }
    Printable.append(escaped, codePoint);
  }
}
