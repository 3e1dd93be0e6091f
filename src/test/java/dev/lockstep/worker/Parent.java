package dev.lockstep.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@link RunMain} in a process of its own, which can be signalled and confined. */
final class Parent {
  static final String REFERENCE = "dev.lockstep.backend.reference.ReferenceBackend";
  static final String DJL = "dev.lockstep.backend.djl.DjlSequence";
  static final String ND4J = "dev.lockstep.backend.nd4j.Nd4jBackend";

  private final Process process;
  private final BufferedReader output;

  private Parent(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts it.
   *
   * @param prefix a command that confines it, such as {@code unshare -n}
   * @param options options of Java
   * @param arguments those of {@link RunMain}
   */
  static Parent start(List<String> prefix, List<String> options, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-Dfile.encoding=UTF-8", "-XX:+UseSerialGC", "-XX:-UsePerfData"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), RunMain.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Otherwise Java could not name files in Korean.
    builder.environment().put("LC_ALL", "C.UTF-8");
    return new Parent(builder.start());
  }

  /** The lines up to the end of its output. */
  List<String> output() {
    return output.lines().toList();
  }

  /** Reads its output up to a line. */
  void awaitLine(String expected) throws IOException {
    for (String line = output.readLine(); !expected.equals(line); line = output.readLine()) {
      if (line == null) {
        throw new AssertionError("the output ended without " + expected);
      }
    }
  }

  /** All processes below it. */
  List<ProcessHandle> descendants() {
    return process.descendants().toList();
  }

  void signal(String name) throws IOException {
    new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
  }

  int exitStatus() throws InterruptedException {
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running");
    }
    return process.exitValue();
  }

  /** The names of the files in a directory. */
  static List<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
