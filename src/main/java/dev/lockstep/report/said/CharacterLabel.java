package dev.lockstep.report.said;

import dev.lockstep.cases.Task;
import java.util.Locale;

/** A character of a text as a label of few places, visible whatever it is. */
public final class CharacterLabel {
  private static final String PICTURE_OF_SPACE = "␣";
  private static final String DOTTED_CIRCLE = "◌";

  private CharacterLabel() {}

  /** The label of one code point: itself if it shows, else an escape or its number. */
  public static String of(String character) {
    int codePoint = character.codePointAt(0);
    return switch (codePoint) {
      case ' ' -> PICTURE_OF_SPACE;
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> ofOther(character, codePoint);
    };
  }

  private static String ofOther(String character, int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          DOTTED_CIRCLE + character;
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          number(codePoint);
      default -> character;
    };
  }

  /** The label of a vocabulary entry, or its number where the vocabulary has none. */
  public static String ofColumn(Task task, int column) {
    return column < task.vocabularySize() ? of(task.vocabulary().get(column)) : "#" + column;
  }

  /** The Unicode name and number of a code point. */
  public static String description(String character) {
    int codePoint = character.codePointAt(0);
    String name = Character.getName(codePoint);
    return name == null ? number(codePoint) : number(codePoint) + " " + name;
  }

  private static String number(int codePoint) {
    return String.format(Locale.ROOT, "U+%04X", codePoint);
  }
}
