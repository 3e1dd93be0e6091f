package dev.lockstep.device;

import dev.lockstep.backend.Device;
import java.util.Optional;

/**
 * Whether an implementation can compute on a device.
 *
 * @param device the device
 * @param obstacle one line that says why not and what would help; empty if it can
 */
public record Availability(Device device, Optional<String> obstacle) {

  /** Whether nothing stands in the way. */
  public boolean usable() {
    return obstacle.isEmpty();
  }
}
