package dev.lockstep.cases;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Next-character prediction over a repeated text: the input at step t is character t, the target
 * character t + 1.
 *
 * @param text the text, in Unicode code points
 * @param repeat how often the text stands one after the other, 1 or more
 * @param vocabulary the one-hot order, one code point an entry, without duplicates
 */
public record Task(String text, int repeat, List<String> vocabulary) {

  /**
   * @throws IllegalArgumentException if the repeated text has fewer than two characters, more than
   *     2^31 - 1, or one outside the vocabulary, or an entry of the vocabulary is not one code
   *     point or stands twice
   */
  public Task {
    vocabulary = List.copyOf(vocabulary);
    if (vocabulary.stream().anyMatch(entry -> entry.codePointCount(0, entry.length()) != 1)) {
      throw new IllegalArgumentException("a vocabulary entry is not one character: " + vocabulary);
    }
    if (vocabulary.stream().distinct().count() != vocabulary.size()) {
      throw new IllegalArgumentException("the vocabulary has a duplicate: " + vocabulary);
    }
    long length = text.codePointCount(0, text.length());
    if (repeat < 1 || length * repeat < 2) {
      throw new IllegalArgumentException("fewer than two characters in all");
    }
    if (length * repeat > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(length * repeat + " characters in all");
    }
    Set<Integer> known =
        vocabulary.stream().map(entry -> entry.codePointAt(0)).collect(Collectors.toSet());
    OptionalInt unknown =
        text.codePoints().filter(character -> !known.contains(character)).findFirst();
    if (unknown.isPresent()) {
      throw new IllegalArgumentException(
          Quoted.text(Character.toString(unknown.getAsInt()))
              + " is not in the vocabulary "
              + Quoted.list(vocabulary));
    }
  }

  /** The number of training steps: one less than the characters in all. */
  public int steps() {
    return text.codePointCount(0, text.length()) * repeat - 1;
  }

  /** The length of the vocabulary. */
  public int vocabularySize() {
    return vocabulary.size();
  }

  /** The vocabulary index of the input at each step; length {@link #steps()}. */
  public int[] inputs() {
    return indices(0);
  }

  /** The vocabulary index of the target at each step; length {@link #steps()}. */
  public int[] targets() {
    return indices(1);
  }

  private int[] indices(int offset) {
    Map<Integer, Integer> indexOf = new HashMap<>();
    for (int i = 0; i < vocabulary.size(); i++) {
      indexOf.put(vocabulary.get(i).codePointAt(0), i);
    }
    int[] period = text.codePoints().map(indexOf::get).toArray();
    int[] indices = new int[steps()];
    for (int t = 0; t < indices.length; t++) {
      indices[t] = period[(t + offset) % period.length];
    }
    return indices;
  }
}
