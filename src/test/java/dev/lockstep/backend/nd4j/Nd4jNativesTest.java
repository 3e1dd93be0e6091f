package dev.lockstep.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.CudaRequirements;
import dev.lockstep.backend.CudaVersion;
import dev.lockstep.backend.Platform;
import dev.lockstep.backend.Pom;
import dev.lockstep.device.GpuTable;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Nd4jNativesTest {
  private static final CudaRequirements CUDA = Nd4jNatives.REQUIREMENTS.cuda();
  private static final CudaVersion NEW_DRIVER = new CudaVersion(13, 0);

  @Test
  void theBuildBringsNativesForThisPlatform() {
    Platform platform = Platform.current().orElseThrow();
    ClassLoader loader = Nd4jNativesTest.class.getClassLoader();
    assertTrue(
        Nd4jNatives.REQUIREMENTS.cpu().find(loader, platform).isPresent()
            || CUDA.natives().find(loader, platform).isPresent());
  }

  /** Whoever lacks the natives is told to take those that this program is built with. */
  @Test
  void theArtifactThatIsNamedIsThatOfTheBuild() throws Exception {
    String artifact = Nd4jNatives.REQUIREMENTS.artifacts();
    assertTrue(artifact.endsWith(":" + Pom.property("nd4j.version")), artifact);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "Tesla T4, 7, 5, true",
    "A100, 8, 0, true",
    "A10, 8, 6, true",
    "L4 and RTX 4090, 8, 9, true",
    "H100, 9, 0, false",
    "B200, 10, 0, false",
    "RTX 5090, 12, 0, false"
  })
  void theGpuIsUsableExactlyIfTheNativesHoldCodeForIt(
      String gpu, int major, int minor, boolean usable) {
    Optional<String> obstacle = GpuTable.obstacle(CUDA, NEW_DRIVER, major, minor);
    assertEquals(usable, obstacle.isEmpty(), obstacle.orElse("no obstacle"));
  }

  @Test
  void anyDriverOfItsMajorVersionWillDoAndNoneBefore() {
    CudaVersion oldestThatWillDo = new CudaVersion(11, 0);
    CudaVersion oneBefore = new CudaVersion(10, 8);
    assertEquals(Optional.empty(), GpuTable.obstacle(CUDA, oldestThatWillDo, 7, 5));
    String why = GpuTable.obstacle(CUDA, oneBefore, 7, 5).orElseThrow();
    assertTrue(why.endsWith("install driver 450 or newer"), why);
  }
}
