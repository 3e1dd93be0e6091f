package dev.lockstep.explain.cause;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What explains a divergence.
 *
 * @param id which kind of cause, such as {@code gradient-scaled}
 * @param sentence what, where, by how much, and what to change
 * @param parameters what sets it apart from others of its kind: numbers, texts, lists of them
 * @param excess how much of the noise it leaves, 0 to 1
 */
public record Cause(String id, String sentence, Map<String, Object> parameters, double excess) {

  /**
   * Copies the map, keeping its order.
   *
   * @throws IllegalArgumentException if more is left than rounding explains
   */
  public Cause {
    if (!(excess >= 0 && excess <= 1)) {
      throw new IllegalArgumentException(id + " leaves " + excess + " of the noise");
    }
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  static Cause of(String id, String sentence, double excess, Object... namesAndValues) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      parameters.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Cause(id, sentence, parameters, excess);
  }
}
