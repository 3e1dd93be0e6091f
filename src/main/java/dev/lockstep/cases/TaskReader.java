package dev.lockstep.cases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the {@code task} of a case file. */
final class TaskReader {
  private static final String TEXT_ALLOWED = "a text of characters in the vocabulary";
  private static final String LENGTH_ALLOWED =
      "from 2 to " + Integer.MAX_VALUE + " characters in all, the text times repeat";

  private TaskReader() {}

  /**
   * The task in an object's fields.
   *
   * @throws InvalidCaseException if one of them breaks a rule of {@link Task}
   */
  static Task read(Fields fields) {
    List<String> vocabulary = vocabulary(fields);
    String text = text(fields, vocabulary);
    int repeat = fields.integer("repeat", 1, Integer.MAX_VALUE);
    long length = text.codePointCount(0, text.length());
    if (length * repeat < 2) {
      String found = Quoted.text(text) + " repeated " + repeat + " times";
      throw fields.refuse("text", found, LENGTH_ALLOWED);
    }
    if (length * repeat > Integer.MAX_VALUE) {
      String found = repeat + " repetitions of " + length + " characters";
      throw fields.refuse("repeat", found, LENGTH_ALLOWED);
    }
    return new Task(text, repeat, vocabulary);
  }

  private static List<String> vocabulary(Fields fields) {
    String allowed = "strings of one character (Unicode code point) each, without duplicates";
    Map<String, JsonValue> entries = new LinkedHashMap<>();
    for (JsonValue element : fields.array("vocabulary", "an array of " + allowed)) {
      String entry = element.asText(allowed);
      int length = entry.codePointCount(0, entry.length());
      if (length != 1) {
        String found = element.described() + " of " + length + " characters";
        throw element.at().refuse(found, allowed);
      }
      JsonValue earlier = entries.putIfAbsent(entry, element);
      if (earlier != null) {
        String found = element.described() + ", which is also " + earlier.at().field();
        throw element.at().refuse(found, allowed);
      }
    }
    return List.copyOf(entries.keySet());
  }

  private static String text(Fields fields, List<String> vocabulary) {
    String text = fields.text("text", TEXT_ALLOWED);
    Set<Integer> known =
        vocabulary.stream().map(entry -> entry.codePointAt(0)).collect(Collectors.toSet());
    PrimitiveIterator.OfInt characters = text.codePoints().iterator();
    for (int index = 0; characters.hasNext(); index++) {
      int codePoint = characters.nextInt();
      if (!known.contains(codePoint)) {
        String found =
            String.format(
                Locale.ROOT,
                "%s (U+%04X) at index %d",
                Quoted.text(Character.toString(codePoint)),
                codePoint,
                index);
        throw fields.refuse(
            "text", found, "the characters of task.vocabulary: " + Quoted.list(vocabulary));
      }
    }
    return text;
  }
}
