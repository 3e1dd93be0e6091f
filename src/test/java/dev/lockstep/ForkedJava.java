package dev.lockstep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs with this class path in a process of their own. */
public final class ForkedJava {
  private ForkedJava() {}

  /**
   * A program that has come to its end.
   *
   * @param status its exit status
   * @param output its standard output
   * @param errors its error stream
   */
  public record Ended(int status, List<String> output, List<String> errors) {}

  /**
   * The standard output of a program that must exit with status 0.
   *
   * @param options options of Java
   */
  public static List<String> run(List<String> options, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    Ended ended = end(options, program, arguments);
    assertEquals(0, ended.status(), ended::toString);
    return ended.output();
  }

  /**
   * Runs a program to its end, whatever that is.
   *
   * @param options options of Java
   */
  public static Ended end(List<String> options, Class<?> program, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    // Of two class paths the later one holds.
    command.addAll(options);
    command.add(program.getName());
    command.addAll(List.of(arguments));
    Path errors = Files.createTempFile("errors", ".txt");
    try {
      Process process =
          new ProcessBuilder(command).redirectError(Redirect.to(errors.toFile())).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ended(process.waitFor(), output.lines().toList(), Files.readAllLines(errors));
    } finally {
      Files.delete(errors);
    }
  }
}
