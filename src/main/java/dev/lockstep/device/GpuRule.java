package dev.lockstep.device;

import static java.util.stream.Collectors.joining;

import dev.lockstep.backend.ComputeCapability;
import dev.lockstep.backend.CudaRequirements;
import dev.lockstep.backend.CudaVersion;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether an implementation can use a GPU: the GPU runs its machine code, the driver its version of
 * CUDA, its natives are on the class path, and it will find CUDA's runtime library. Of several
 * obstacles the one is named that is hardest to cure: hardware, then driver, then files.
 *
 * @param needed what the implementation needs
 * @param machine what there is
 */
record GpuRule(CudaRequirements needed, Machine machine) {

  /** One line that says why not and what would help, or empty if it can. */
  Optional<String> obstacle(NvidiaDriver.Present driver, Gpu gpu) {
    return noMachineCode(gpu).or(() -> oldDriver(driver)).or(this::noNatives).or(this::noRuntime);
  }

  private Optional<String> noMachineCode(Gpu gpu) {
    boolean runs =
        needed.compiledFor().stream().anyMatch(code -> code.codeRunsOn(gpu.capability()));
    if (runs) {
      return Optional.empty();
    }
    String compiledFor =
        needed.compiledFor().stream().map(ComputeCapability::toString).collect(joining(" "));
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s has compute capability %s, %s has code for %s only; use another GPU or cpu",
            gpu.name(),
            gpu.capability(),
            needed.natives().name(),
            compiledFor));
  }

  private Optional<String> oldDriver(NvidiaDriver.Present driver) {
    if (driver.newest().major() >= needed.toolkit().major()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the NVIDIA driver runs CUDA up to %s, %s needs %s; install driver %s or newer",
            driver.newest(),
            needed.natives().name(),
            needed.toolkit(),
            needed.driverRelease()));
  }

  private Optional<String> noNatives() {
    if (machine.hasNatives().test(needed.natives())) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s for this platform is not on the class path; build with -Pcuda",
            needed.natives().name()));
  }

  private Optional<String> noRuntime() {
    if (needed.runtimeToExpose().isEmpty()) {
      return Optional.empty();
    }
    Optional<CudaVersion> found = machine.cudaRuntime().apply(needed);
    if (found.filter(needed.toolkit()::isServedBy).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "it needs a CUDA runtime library (cudart) %s or newer of major version %s and finds %s; %s",
            needed.toolkit(),
            needed.toolkit().major(),
            found.map(CudaVersion::toString).orElse("none"),
            "start Java with -Djna.library.path=DIRECTORY of one"));
  }
}
