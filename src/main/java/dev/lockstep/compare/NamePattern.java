package dev.lockstep.compare;

import dev.lockstep.recording.TensorName;
import java.util.regex.Pattern;

/**
 * A pattern of tensors' names. {@code *} stands for any characters and {@code ?} for one; all
 * others stand for themselves. It matches a tensor by its whole name, {@code gradient/head.weight},
 * or by its name without the kind, {@code head.weight}.
 *
 * @param text the pattern as it was given
 */
public record NamePattern(String text) {

  /** Whether the pattern matches that tensor. */
  public boolean matches(TensorName name) {
    return matches(name.toString()) || matches(name.name());
  }

  /** Whether the pattern matches a whole text. */
  public boolean matches(String name) {
    StringBuilder expression = new StringBuilder();
    for (char c : text.toCharArray()) {
      switch (c) {
        case '*' -> expression.append(".*");
        case '?' -> expression.append('.');
        default -> expression.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return Pattern.compile(expression.toString(), Pattern.DOTALL).matcher(name).matches();
  }

  @Override
  public String toString() {
    return text;
  }
}
