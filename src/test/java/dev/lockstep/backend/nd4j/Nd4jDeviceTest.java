package dev.lockstep.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lockstep.backend.Device;
import dev.lockstep.backend.Platform;
import dev.lockstep.backend.UnsupportedExecutionException;
import org.junit.jupiter.api.Test;

class Nd4jDeviceTest {

  @Test
  void nativesForTheProcessorRefuseAGpuInsteadOfComputingOnTheProcessor() {
    ClassLoader loader = Nd4jDeviceTest.class.getClassLoader();
    assumeTrue(
        Nd4jNatives.REQUIREMENTS.cpu().find(loader, Platform.current().orElseThrow()).isPresent(),
        "this build has the natives for GPUs");
    UnsupportedExecutionException refused =
        assertThrows(UnsupportedExecutionException.class, () -> Nd4jRuntime.load(Device.cuda(0)));
    assertEquals(
        "ND4J has loaded its natives for NATIVE_CPU, which do not compute on cuda:0",
        refused.getMessage());
  }
}
