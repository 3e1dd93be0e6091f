package dev.lockstep.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgramTest {
  private static final String MAIN = "dev.lockstep.cli.Main";

  @Test
  void aJarIsStartedFromWhereverItWas() {
    assertEquals(
        List.of("java", "-Xmx300m", "-Da=b c", "-jar", "../bin of mine/lockstep-1.jar"),
        Program.of(
                List.of("-Xmx300m", "-Da=b c"),
                "../bin of mine/lockstep-1.jar",
                Path.of("/home/me/bin of mine/lockstep-1.jar"),
                MAIN)
            .words());
  }

  @Test
  void classesAreStartedByTheirClassPath() {
    String classPath = "target/classes" + File.pathSeparator + "lib/picocli.jar";
    assertEquals(
        List.of("java", "-cp", classPath, MAIN),
        Program.of(List.of(), classPath, Path.of("/home/me/target/classes/"), MAIN).words());
  }

  /** As where a jar without classes of its own names the class path. */
  @Test
  void aJarThatHoldsNoMainClassIsNotStarted() {
    assertEquals(
        List.of("java", "-cp", "all.jar", MAIN),
        Program.of(List.of(), "all.jar", Path.of("/home/me/target/classes/"), MAIN).words());
  }
}
