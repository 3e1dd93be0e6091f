package dev.lockstep.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.backend.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceRequestTest {

  @Test
  void eachFormOfTheOptionHasItsType() {
    assertEquals(new DeviceRequest.Auto(), DeviceRequest.parse("auto"));
    assertEquals(new DeviceRequest.Exactly(Device.CPU), DeviceRequest.parse("cpu"));
    assertEquals(new DeviceRequest.AnyCuda(), DeviceRequest.parse("cuda"));
    assertEquals(new DeviceRequest.Exactly(Device.cuda(12)), DeviceRequest.parse("cuda:12"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "cpu", "cuda", "cuda:0", "cuda:7"})
  void labelsAreReadBack(String text) {
    assertEquals(text, DeviceRequest.parse(text).label());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "gpu", "CPU", "cuda:", "cuda:-1", "cuda:1000", "cuda:٣", " cpu", "cuda:0 "})
  void anythingElseIsRefusedWithWhatIsAllowed(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> DeviceRequest.parse(text));
    assertEquals(
        "found '" + text + "'; allowed: auto, cpu, cuda or cuda:N (cuda:0 first)",
        refused.getMessage());
  }

  @Test
  void aNegativeIndexIsNoDevice() {
    assertEquals(
        "GPU index must be 0 or more, was -1",
        assertThrows(IllegalArgumentException.class, () -> Device.cuda(-1)).getMessage());
  }
}
