package dev.lockstep.backend;

import java.util.List;
import java.util.Optional;

/**
 * What an implementation needs in order to compute on an NVIDIA GPU.
 *
 * @param natives its libraries for GPUs
 * @param toolkit the version of CUDA that they were built with
 * @param driverRelease the oldest release of NVIDIA's driver that runs that major version, by the
 *     table of minor version compatibility in NVIDIA's CUDA Compatibility guide
 * @param compiledFor the capabilities that they hold machine code for; code for newer GPUs, which a
 *     driver could compile, they hold none
 * @param runtimeToExpose the copy of CUDA's runtime library in {@code natives}, if the
 *     implementation looks for one on the system before it uses them and gives up if that is
 *     missing, older than {@code toolkit} or of another major version; otherwise empty
 */
public record CudaRequirements(
    NativeArtifact natives,
    CudaVersion toolkit,
    int driverRelease,
    List<ComputeCapability> compiledFor,
    Optional<NativeArtifact> runtimeToExpose) {

  /** Copies the list. */
  public CudaRequirements {
    compiledFor = List.copyOf(compiledFor);
  }
}
