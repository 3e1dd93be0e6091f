package dev.lockstep.junit;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;

import dev.lockstep.backend.Backends;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/** The contract of every implementation that comes with the program, with every cell. */
class BackendContractTest {

  @TestFactory
  Stream<DynamicContainer> everyInstalledImplementationKeepsToItsContract() {
    return Backends.installed().all().stream()
        .map(
            backend ->
                dynamicContainer(
                    backend.info().name(), ((BackendContract) () -> backend).contract()));
  }
}
