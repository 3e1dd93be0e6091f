package dev.lockstep.junit;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Device;
import dev.lockstep.device.UsableGpu;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of every implementation that can use a GPU, there. */
@Tag("gpu")
@ExtendWith(UsableGpu.class)
class GpuBackendContractTest {

  @TestFactory
  Stream<DynamicContainer> everyImplementationKeepsToItsContractOnAGpu() {
    return UsableGpu.all().entrySet().stream()
        .map(
            usable ->
                dynamicContainer(
                    usable.getKey().info().name(),
                    new OnDevice(usable.getKey(), usable.getValue()).contract()));
  }

  private record OnDevice(Backend backend, Device device) implements BackendContract {}
}
