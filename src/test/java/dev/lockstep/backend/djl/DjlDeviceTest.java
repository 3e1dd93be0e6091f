package dev.lockstep.backend.djl;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Device;
import dev.lockstep.backend.UnsupportedExecutionException;
import org.junit.jupiter.api.Test;

class DjlDeviceTest {

  @Test
  void aGpuThatIsNotThereIsRefusedBeforeAnyArrayIsMade() {
    Device noSuchGpu = Device.cuda(999);
    UnsupportedExecutionException refused =
        assertThrows(
            UnsupportedExecutionException.class, () -> DjlEngine.newManager(noSuchGpu).close());
    assertTrue(refused.getMessage().endsWith(" GPU(s), no cuda:999"), refused.getMessage());
  }
}
