package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The program as its users start it, in a process of its own. */
class MainTest {
  @TempDir private Path directory;

  @Test
  void aRegisteredImplementationThatIsNotThereEndsWithThreeAndOneLine() throws Exception {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(services.resolve("dev.lockstep.backend.Backend"), "no.such.Backend\n");
    Run run = run(directory + File.pathSeparator, List.of(), "backends");
    assertAll(
        () -> assertEquals(3, run.status(), run.output()),
        () -> assertTrue(run.output().contains("no.such.Backend"), run.output()),
        () -> assertEquals(1, run.output().lines().count(), run.output()),
        () -> assertFalse(run.output().contains("Error"), run.output()));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aTableThatCannotBePrintedEndsWithThree() throws Exception {
    Run run = run("", List.of("sh", "-c", "exec \"$@\" > /dev/full", "sh"), "backends");
    assertEquals(3, run.status(), run.output());
    assertEquals(
        "lockstep: the output could not be written, so that some of it is lost",
        run.output().strip());
  }

  @Test
  void helpAndVersionEndWithZeroAndAnUnknownCommandWithTwo() throws Exception {
    assertEquals(0, run("", List.of(), "--version").status());
    Run unknown = run("", List.of(), "verfy");
    assertEquals(2, unknown.status());
    assertTrue(unknown.output().contains("did you mean verify"), unknown.output());
  }

  private Run run(String classPath, List<String> prefix, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", classPath + System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "still running");
    return new Run(process.exitValue(), output);
  }

  private record Run(int status, String output) {}
}
