package dev.lockstep.junit;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.UnsupportedExecutionException;
import dev.lockstep.contract.Contract;
import dev.lockstep.contract.Requirement;
import dev.lockstep.contract.Subject;
import dev.lockstep.tensor.Precision;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;

/**
 * The contract of every implementation as tests: a class that implements this and says which
 * implementation it is about gets a test for each requirement, cell and precision. What the
 * implementation declares itself unable to run is skipped with its reason.
 */
public interface BackendContract {

  /** The implementation. */
  Backend backend();

  /** The formats in which it is tried; all, unless this says otherwise. */
  default List<Precision> precisions() {
    return List.of(Precision.values());
  }

  /** Where it is to compute; on the host's processor, unless this says otherwise. */
  default Device device() {
    return Device.CPU;
  }

  /** The tests, by cell and precision. */
  @TestFactory
  default Stream<DynamicContainer> contract() {
    Backend backend = backend();
    return precisions().stream()
        .flatMap(precision -> Subject.of(backend, precision, device()))
        .map(
            subject ->
                dynamicContainer(
                    subject.toString(),
                    Contract.requirements().stream()
                        .map(
                            requirement ->
                                dynamicTest(
                                    requirement.sentence(), () -> hold(requirement, subject)))));
  }

  private static void hold(Requirement requirement, Subject subject) {
    try {
      Optional<String> violation = requirement.violation(subject);
      if (violation.isPresent()) {
        Assertions.fail(subject + ": " + requirement.sentence() + ": " + violation.get());
      }
    } catch (UnsupportedExecutionException e) {
      Assumptions.abort(e.getMessage());
    }
  }
}
