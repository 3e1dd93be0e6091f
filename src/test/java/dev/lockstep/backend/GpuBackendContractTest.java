package dev.lockstep.backend;

import dev.lockstep.device.UsableGpu;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** What every implementation computes, on a GPU. */
@Tag("gpu")
@ExtendWith(UsableGpu.class)
class GpuBackendContractTest extends BackendContractTest {

  static Stream<Subject> subjects() {
    return UsableGpu.all().entrySet().stream()
        .flatMap(usable -> Subject.of(usable.getKey(), usable.getValue()));
  }
}
