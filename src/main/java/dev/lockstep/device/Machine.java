package dev.lockstep.device;

import dev.lockstep.backend.CudaRequirements;
import dev.lockstep.backend.CudaVersion;
import dev.lockstep.backend.NativeArtifact;
import dev.lockstep.backend.Platform;
import java.net.URL;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a choice of device depends on.
 *
 * @param driver the NVIDIA driver
 * @param hasNatives whether an artifact for this platform is on the class path
 * @param cudaRuntime the version of CUDA's runtime library that an implementation with these
 *     requirements will find, or empty if it will find none
 */
public record Machine(
    NvidiaDriver driver,
    Predicate<NativeArtifact> hasNatives,
    Function<CudaRequirements, Optional<CudaVersion>> cudaRuntime) {

  /**
   * The machine that this process runs on. The driver is asked once, now, which makes nothing on
   * any GPU.
   */
  public static Machine current() {
    return new Machine(
        DriverLibrary.ask(DriverLibrary.systemName()),
        artifact -> find(artifact).isPresent(),
        Machine::runtimeFor);
  }

  /**
   * The same machine for whoever computes on its processor only: no driver is asked, which saves
   * the time of loading JNA.
   */
  public static Machine withoutGpus() {
    return new Machine(
        new NvidiaDriver.Absent("the NVIDIA driver was not asked"),
        artifact -> find(artifact).isPresent(),
        needed -> Optional.empty());
  }

  private static Optional<URL> find(NativeArtifact artifact) {
    return Platform.current()
        .flatMap(platform -> artifact.find(Machine.class.getClassLoader(), platform));
  }

  /** A runtime of the system's that suits is left alone. */
  private static Optional<CudaVersion> runtimeFor(CudaRequirements needed) {
    Optional<CudaVersion> found = CudaRuntime.visible(needed.toolkit().major());
    Optional<URL> own = needed.runtimeToExpose().flatMap(Machine::find);
    if (found.filter(needed.toolkit()::isServedBy).isPresent() || own.isEmpty()) {
      return found;
    }
    CudaRuntime.expose(own.get());
    return CudaRuntime.visible(needed.toolkit().major());
  }
}
