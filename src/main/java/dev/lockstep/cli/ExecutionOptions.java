package dev.lockstep.cli;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Backends;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.UnsupportedExecutionException;
import dev.lockstep.device.DeviceRequest;
import dev.lockstep.device.Preflight;
import dev.lockstep.tensor.Precision;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options that say how implementations compute. */
final class ExecutionOptions {
  @Option(
      names = "--precision",
      paramLabel = "float32|float64",
      description = "The floating-point format (default: float32).")
  private String precision = Precision.FLOAT32.label();

  @Option(
      names = "--device",
      paramLabel = "auto|cpu|cuda|cuda:N",
      description = {
        "Where to compute (default: cpu). With auto, each implementation takes a GPU",
        "if driver, capability and natives allow it."
      })
  private String device = Device.CPU.label();

  /**
   * The precision.
   *
   * @throws BadInputException if there is none of that name
   */
  Precision precision() {
    return Precision.ofLabel(precision)
        .orElseThrow(
            () ->
                new BadInputException(
                    "--precision: found '"
                        + precision
                        + "'; allowed: "
                        + Arrays.stream(Precision.values())
                            .map(Precision::label)
                            .collect(Collectors.joining(", "))));
  }

  /**
   * How an implementation is to compute. Where it cannot use what was asked for, the device that
   * was asked for, so that it is refused with the reason when it is run. Plain Java always computes
   * on the host.
   *
   * @throws BadInputException if the device or the precision is not a known one
   */
  Execution execution(Backend backend, Preflight preflight) {
    DeviceRequest request = request();
    if (backend.info().natives().isEmpty()) {
      return new Execution(precision(), Device.CPU);
    }
    try {
      return new Execution(precision(), preflight.resolve(backend.info(), request));
    } catch (UnsupportedExecutionException e) {
      Device refused =
          request instanceof DeviceRequest.Exactly exactly ? exactly.device() : Device.cuda(0);
      return new Execution(precision(), refused);
    }
  }

  private DeviceRequest request() {
    try {
      return DeviceRequest.parse(device);
    } catch (IllegalArgumentException e) {
      throw new BadInputException("--device: " + e.getMessage());
    }
  }

  /**
   * The implementation of that name.
   *
   * @param option the option that named it
   * @throws BadInputException if there is none
   */
  static Backend backend(Backends backends, String option, String name) {
    return backends
        .named(name)
        .orElseThrow(
            () ->
                new BadInputException(
                    option
                        + ": found '"
                        + name
                        + "'; allowed: "
                        + String.join(", ", backends.names())));
  }
}
