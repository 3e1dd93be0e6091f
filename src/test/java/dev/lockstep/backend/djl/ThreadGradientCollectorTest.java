package dev.lockstep.backend.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.lockstep.backend.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadGradientCollectorTest {

  @Test
  void givesTheGradientOfWhatWasComputedWhileItWasOpen() {
    try (NDManager manager = DjlEngine.newManager(Device.CPU);
        ThreadGradientCollector collector = new ThreadGradientCollector()) {
      NDArray x = manager.create(new double[] {1, -2, 3});
      x.setRequiresGradient(true);
      collector.backward(x.mul(x).sum());
      assertArrayEquals(new double[] {2, -4, 6}, x.getGradient().toDoubleArray());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void leavesTheThreadRecordingOrNotAsItWas(boolean recording) {
    try (NDManager manager = DjlEngine.newManager(Device.CPU)) {
      boolean before = JniUtils.isGradMode();
      try {
        JniUtils.setGradMode(recording);
        new ThreadGradientCollector().close();
        assertEquals(recording, JniUtils.isGradMode(), manager::toString);
      } finally {
        JniUtils.setGradMode(before);
      }
    }
  }

  @Test
  void clearsNoGradientsBecauseThereAreNone() {
    try (NDManager manager = DjlEngine.newManager(Device.CPU);
        ThreadGradientCollector collector = new ThreadGradientCollector()) {
      assertThrows(
          UnsupportedOperationException.class, collector::zeroGradients, manager::toString);
    }
  }
}
