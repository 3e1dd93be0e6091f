package dev.lockstep.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines that a worker prints: progress, and whatever libraries have to say. */
final class OutputLines {
  /** What a line of progress starts with; the number of the epoch follows. */
  static final String PROGRESS = "@epoch ";

  /** The line that ends a job: its response is there. */
  static final String DONE = "@done";

  private static final Pattern EPOCH = Pattern.compile(Pattern.quote(PROGRESS) + "([0-9]{1,10})");
  private static final int LONGEST = 1000;

  private OutputLines() {}

  /** The epoch that a line reports; empty if it is something else. */
  static OptionalInt epoch(String line) {
    Matcher matcher = EPOCH.matcher(line);
    if (!matcher.matches()) {
      return OptionalInt.empty();
    }
    long epoch = Long.parseLong(matcher.group(1));
    return epoch <= Integer.MAX_VALUE ? OptionalInt.of((int) epoch) : OptionalInt.empty();
  }

  /**
   * Hands on every line of a stream until it ends, without line ends, and one of more than {@value
   * #LONGEST} characters in pieces, so that no output can fill the memory.
   */
  static void forEach(InputStream stream, Consumer<String> lines) {
    StringBuilder line = new StringBuilder();
    try (Reader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (int c = reader.read(); c >= 0; c = reader.read()) {
        if (c == '\n' || line.length() == LONGEST) {
          lines.accept(line.toString());
          line.setLength(0);
        }
        if (c != '\n' && c != '\r') {
          line.append((char) c);
        }
      }
    } catch (IOException e) {
      // A killed process may leave its pipe in any state; what came through is what there is.
    }
    if (line.length() > 0) {
      lines.accept(line.toString());
    }
  }
}
