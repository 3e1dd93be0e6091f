package dev.lockstep.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The lines that a worker's implementations and their libraries print. */
final class OutputLines {
  private static final int LONGEST = 1000;

  private OutputLines() {}

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
