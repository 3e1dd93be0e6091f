package dev.lockstep.backend;

import dev.lockstep.device.UsableGpu;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/** How a session of every implementation may be used, on a GPU. */
@Tag("gpu")
@ExtendWith(UsableGpu.class)
class GpuSessionContractTest extends SessionContractTest {

  static Stream<Subject> subjects() {
    return UsableGpu.all().entrySet().stream()
        .flatMap(usable -> Subject.of(usable.getKey(), usable.getValue()));
  }
}
