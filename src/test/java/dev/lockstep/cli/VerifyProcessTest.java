package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cases.CaseWriter;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.worker.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code verify} as its users start it, in a process of its own. */
@EnabledOnOs(OS.LINUX)
class VerifyProcessTest {
  private static final Path EXAM = Path.of("golden", "exam", "exam-lstm.json");

  @TempDir Path directory;

  private Path report;
  private Path temporary;

  @BeforeEach
  void makeDirectories() throws IOException {
    report = directory.resolve("보고서 report");
    temporary = Files.createDirectory(directory.resolve("temporary"));
  }

  /** The slowest implementation is still training when the reference is done. */
  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalEndsItWithItsWorkersAndLeavesNoReportAndNoFile(String signal, int status)
      throws Exception {
    Process process = verify(List.of(), EXAM, "--backend", "reference,djl-cell");
    List<ProcessHandle> workers = new ArrayList<>();
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null && !line.contains("reference: trained")) {
        line = lines.readLine();
      }
      assertTrue(line != null, "the reference was never trained");
      workers.addAll(process.descendants().toList());
      assertFalse(workers.isEmpty());
      new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
      assertEquals(status, exitStatus(process));
    }
    for (ProcessHandle worker : workers) {
      worker.onExit().get(20, TimeUnit.SECONDS);
    }
    assertEquals(List.of(), files(report));
    assertEquals(List.of(), files(temporary));
  }

  @Test
  void withoutAnyNetworkInterfaceEverythingIsEquivalent() throws Exception {
    Process process =
        verify(Command.withoutNetwork(), small(), "--backend", "reference,djl-sequence,nd4j");
    String output = output(process);
    assertEquals(0, exitStatus(process), output);
    assertTrue(output.contains("All equivalent: 3 EQUIVALENT"), output);
    assertEquals(List.of("index.html", "junit.xml", "report.json", "summary.md"), files(report));
    assertEquals(List.of(), files(temporary));
  }

  @Test
  void aDiskTooSmallForTheReportIsNamedAndNoPartOfAReportIsLeft() throws Exception {
    Files.createDirectory(report);
    Command.assume("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", report.toString());
    try {
      Process process = verify(List.of(), small(), "--backend", "reference");
      String output = output(process);
      assertEquals(3, exitStatus(process), output);
      assertTrue(output.contains("1 EQUIVALENT"), output);
      assertTrue(output.contains("cannot write the report to " + report), output);
      assertTrue(output.contains("No space left on device"), output);
      assertFalse(output.contains("\tat "), output);
      assertEquals(List.of(), files(report));
    } finally {
      Command.assume("umount", report.toString());
    }
  }

  private Path small() throws IOException {
    Path file = directory.resolve("케이스.json");
    OptimizerSpec adam = new OptimizerSpec.Adam(0.1);
    CaseWriter.write(ExampleCases.of(CellKind.LSTM, 3, "abacbcddbaacb", "abcd", adam, 4), file);
    return file;
  }

  private Process verify(List<String> prefix, Path caseFile, String... options) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("verify", caseFile.toString(), "--report", report.toString()));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // Otherwise Java could not name files in Korean.
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder.start();
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static int exitStatus(Process process) throws InterruptedException {
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running");
    }
    return process.exitValue();
  }

  private static List<String> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("hsperfdata"))
          .sorted()
          .toList();
    }
  }
}
