package dev.lockstep.device;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Backends;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.UnsupportedExecutionException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a class of tests, with the preflight's reasons, if no implementation can use a GPU. */
public final class UsableGpu implements ExecutionCondition {

  /** The implementations that could use a GPU. */
  public static Stream<Backend> candidates() {
    return Backends.installed().all().stream()
        .filter(backend -> backend.info().natives().isPresent());
  }

  /** The GPU for an implementation; skips the test with the preflight's reason if there is none. */
  public static Device of(Backend backend) {
    try {
      return resolve(Preflight.ofThisMachine(), backend);
    } catch (UnsupportedExecutionException e) {
      return abort(e.getMessage());
    }
  }

  /** The GPU for each implementation that can use one. */
  public static Map<Backend, Device> all() {
    Preflight preflight = Preflight.ofThisMachine();
    Map<Backend, Device> devices = new LinkedHashMap<>();
    candidates()
        .filter(backend -> obstacle(preflight, backend).isEmpty())
        .forEach(backend -> devices.put(backend, resolve(preflight, backend)));
    return devices;
  }

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    Preflight preflight = Preflight.ofThisMachine();
    return all().isEmpty()
        ? ConditionEvaluationResult.disabled(
            candidates()
                .map(backend -> obstacle(preflight, backend))
                .collect(Collectors.joining("; ")))
        : ConditionEvaluationResult.enabled("");
  }

  private static Device resolve(Preflight preflight, Backend backend) {
    return preflight.resolve(backend.info(), new DeviceRequest.AnyCuda());
  }

  /** Empty if there is none. */
  private static String obstacle(Preflight preflight, Backend backend) {
    try {
      resolve(preflight, backend);
      return "";
    } catch (UnsupportedExecutionException e) {
      return e.getMessage();
    }
  }
}
