package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.ForkedJava;
import dev.lockstep.backend.Backend;
import dev.lockstep.cases.CaseWriter;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.worker.MisbehavingBackend;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify} in a process of its own, with an implementation that does what it should not. */
class MisbehavingProcessTest {
  @TempDir private Path directory;

  private ForkedJava.Ended verify(String misbehaviour, List<String> settings, String... options)
      throws Exception {
    Path services = Files.createDirectories(directory.resolve("classes/META-INF/services"));
    Files.writeString(
        services.resolve(Backend.class.getName()), MisbehavingBackend.class.getName());
    Path caseFile = directory.resolve("case.json");
    OptimizerSpec adam = new OptimizerSpec.Adam(0.1);
    CaseWriter.write(ExampleCases.of(CellKind.RNN, 2, "abacbcab", "abc", adam, 4), caseFile);
    String plain = Files.readString(caseFile);
    String said =
        plain.replaceFirst("\"source\": \"[^\"]*\"", "\"source\": \"" + misbehaviour + '"');
    Files.writeString(caseFile, said);
    List<String> javaOptions = new ArrayList<>(settings);
    String classPath = System.getProperty("java.class.path");
    javaOptions.addAll(
        List.of("-cp", directory.resolve("classes") + File.pathSeparator + classPath));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("verify", caseFile.toString(), "--backend", "misbehaving,reference"));
    arguments.addAll(List.of("--report", directory.resolve("report").toString()));
    arguments.addAll(List.of(options));
    return ForkedJava.end(javaOptions, Main.class, arguments.toArray(String[]::new));
  }

  @Test
  void whoExitsInThisProcessIsNamedAndItIsNoSuccess() throws Exception {
    ForkedJava.Ended ended = verify("EXITS", List.of(), "--in-process");
    assertEquals(3, ended.status(), ended::toString);
    assertEquals(List.of(), ended.output());
    String failed = "lockstep: failed: dev.lockstep.worker.Misbehaviour";
    String why =
        " ended the whole process with System.exit, so that there is no verdict and no report;"
            + " without --in-process each implementation has a process of its own";
    assertTrue(
        ended.errors().stream().anyMatch(line -> line.startsWith(failed) && line.endsWith(why)),
        ended::toString);
    assertEquals(List.of(), files(directory.resolve("report")));
  }

  @Test
  void whoExitsInAWorkerFailsAlone() throws Exception {
    ForkedJava.Ended ended = verify("EXITS", List.of());
    assertEquals(3, ended.status(), ended::toString);
    assertTrue(
        ended.output().stream().anyMatch(line -> line.contains("misbehaving: ERROR")),
        ended::toString);
    assertTrue(ended.output().stream().anyMatch(line -> line.contains("1 EQUIVALENT")));
    assertFalse(files(directory.resolve("report")).isEmpty());
  }

  @Test
  void aSettingGivenToJavaReachesTheWorker() throws Exception {
    ForkedJava.Ended ended = verify("PRINTS_A_SETTING", List.of("-Da setting=as it was given"));
    assertEquals(0, ended.status(), ended::toString);
    assertTrue(
        ended.errors().stream().anyMatch(line -> line.endsWith(" | as it was given")),
        ended::toString);
  }

  /** As a worker's output is shown, and not between the lines of the table. */
  @Test
  void whatIsPrintedInThisProcessIsShownAsTheImplementations() throws Exception {
    ForkedJava.Ended ended = verify("PRINTS", List.of(), "--in-process");
    assertEquals(0, ended.status(), ended::toString);
    for (String line : List.of("@done", "no end")) {
      assertFalse(ended.output().contains(line), ended::toString);
      assertTrue(
          ended.errors().stream().anyMatch(error -> error.endsWith(" misbehaving | " + line)),
          ended::toString);
    }
    assertFalse(ended.errors().stream().anyMatch(line -> line.contains("\u001b")));
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
