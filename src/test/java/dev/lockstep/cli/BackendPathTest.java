package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.bench.TrainingBenchmark;
import dev.lockstep.cases.CaseWriter;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The skeleton of a backend in the README, compiled into a folder of its own and verified. */
class BackendPathTest {
  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path classes;
  private Path caseFile;

  @BeforeEach
  void compileTheSkeleton() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    int start = readme.indexOf("```java\npackage my;") + "```java\n".length();
    Path source = directory.resolve("MyBackend.java");
    Files.writeString(source, readme.substring(start, readme.indexOf("```", start)));
    classes = Files.createDirectory(directory.resolve("my classes"));
    Path services = Files.createDirectories(classes.resolve("META-INF/services"));
    Files.writeString(services.resolve("dev.lockstep.backend.Backend"), "my.MyBackend\n");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter said = new StringWriter();
    boolean compiled =
        compiler
            .getTask(
                said,
                null,
                null,
                List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
                null,
                compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
            .call();
    assertTrue(compiled, said.toString());
    caseFile = directory.resolve("case.json");
    OptimizerSpec sgd = new OptimizerSpec.Sgd(0.1);
    CaseWriter.write(ExampleCases.of(CellKind.RNN, 2, "abacbcab", "abc", sgd, 2), caseFile);
  }

  private int run(String... arguments) {
    return Main.run(new PrintWriter(out), new PrintWriter(err), arguments);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--in-process", "--stall-limit=60"})
  void aBackendOfOnesOwnIsVerifiedAndItsRerunSaysWhereItIs(String where) {
    int status =
        run(
            "verify",
            caseFile.toString(),
            "--backend",
            "my,reference",
            "--backend-path",
            classes.toString(),
            "--report",
            directory.resolve("report").toString(),
            where);
    assertEquals(3, status, out + "" + err);
    assertTrue(out.toString().contains("my: ERROR"), out.toString());
    assertTrue(out.toString().contains("step() is still to be written"), out.toString());
    assertTrue(out.toString().contains("--backend-path '" + classes + "'"), out.toString());
  }

  @Test
  void itIsListed() {
    assertEquals(0, run("backends", "--backend-path", classes.toString()), err.toString());
    assertTrue(out.toString().lines().anyMatch(line -> line.startsWith("my ")), out.toString());
  }

  @Test
  void itIsWhatABenchmarkTrains() {
    TrainingBenchmark benchmark = new TrainingBenchmark();
    benchmark.caseFile = caseFile.toString();
    benchmark.implementation = "my";
    benchmark.backendPath = classes.toString();
    benchmark.prepare();
    RuntimeException thrown = assertThrows(RuntimeException.class, benchmark::train);
    assertTrue(thrown.toString().contains("step() is still to be written"), thrown::toString);
  }

  @Test
  void whatIsNotThereAndWhatNamesNoneIsRefusedInOneLine() throws Exception {
    Path missing = directory.resolve("missing.jar");
    Path empty = Files.createDirectory(directory.resolve("empty"));
    for (String path :
        List.of(missing.toString(), empty.toString(), classes + File.pathSeparator + missing)) {
      for (String command : List.of("backends", "bench")) {
        StringWriter said = new StringWriter();
        int status =
            Main.run(new PrintWriter(out), new PrintWriter(said), command, "--backend-path", path);
        assertEquals(2, status, said.toString());
        assertEquals(1, said.toString().lines().count(), said.toString());
        assertTrue(said.toString().startsWith("lockstep: --backend-path: found "), said.toString());
      }
    }
  }
}
