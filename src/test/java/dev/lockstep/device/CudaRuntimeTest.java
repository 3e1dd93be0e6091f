package dev.lockstep.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.ForkedJava;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class CudaRuntimeTest {
  @TempDir Path system;
  @TempDir Path natives;

  private List<String> probe(String... arguments) throws Exception {
    return ForkedJava.run(
        List.of("-Djna.library.path=" + system, "-Djava.io.tmpdir=" + natives),
        CudaRuntimeProbe.class,
        arguments);
  }

  @Test
  void theRuntimeOnTheSearchPathIsFound() throws Exception {
    StandIn.runtime(system, 11060, "libcudart.so");
    assertEquals(List.of("Optional[11.6]"), probe());
  }

  @Test
  void anExposedCopyIsFoundBeforeTheSystemsAndLeavesNothingBehind() throws Exception {
    StandIn.runtime(system, 11060, "libcudart.so");
    Path copy = StandIn.runtime(natives, 12040, "libcudart-8774224f.so.12");
    assertEquals(List.of("Optional[11.6]", "Optional[12.4]"), probe(copy.toString()));
    try (var left = Files.list(natives)) {
      assertEquals(
          List.of(),
          left.map(file -> file.getFileName().toString())
              .filter(name -> name.startsWith("lockstep"))
              .toList());
    }
  }
}
