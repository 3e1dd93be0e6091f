package dev.lockstep.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class with this class path in a process of its own. */
public final class ForkedJava {

  private ForkedJava() {}

  /**
   * Its standard output; it must exit with status 0.
   *
   * @param options options of Java, before the class's name
   * @param command the class's name and its arguments
   */
  public static List<String> run(List<String> options, List<String> command) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(options);
    line.add("-cp");
    line.add(System.getProperty("java.class.path"));
    line.addAll(command);
    try {
      Process process =
          new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), output);
      return output.lines().toList();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
