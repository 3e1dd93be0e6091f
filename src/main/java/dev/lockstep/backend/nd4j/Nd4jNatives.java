package dev.lockstep.backend.nd4j;

import static dev.lockstep.backend.Platform.LINUX_X86_64;
import static dev.lockstep.backend.Platform.MACOS_ARM64;
import static dev.lockstep.backend.Platform.WINDOWS_X86_64;

import dev.lockstep.backend.ComputeCapability;
import dev.lockstep.backend.CudaRequirements;
import dev.lockstep.backend.CudaVersion;
import dev.lockstep.backend.NativeArtifact;
import dev.lockstep.backend.NativeRequirements;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The natives of ND4J 1.0.0-M2.1; names and capabilities are read off its files. */
final class Nd4jNatives {
  private static final String CPU = "org/nd4j/linalg/cpu/nativecpu/bindings/";
  private static final String CUDA = "org/nd4j/linalg/jcublas/bindings/";

  /** What ND4J needs. */
  static final NativeRequirements REQUIREMENTS =
      new NativeRequirements(
          new NativeArtifact(
              "nd4j-native",
              Map.of(
                  LINUX_X86_64, CPU + "linux-x86_64/libnd4jcpu.so",
                  MACOS_ARM64, CPU + "macosx-arm64/libnd4jcpu.dylib",
                  WINDOWS_X86_64, CPU + "windows-x86_64/libnd4jcpu.dll")),
          new CudaRequirements(
              new NativeArtifact(
                  "nd4j-cuda-11.6",
                  Map.of(
                      LINUX_X86_64, CUDA + "linux-x86_64/libnd4jcuda.so",
                      WINDOWS_X86_64, CUDA + "windows-x86_64/nd4jcuda.dll")),
              new CudaVersion(11, 6),
              450,
              List.of(
                  new ComputeCapability(3, 7),
                  new ComputeCapability(5, 0),
                  new ComputeCapability(5, 2),
                  new ComputeCapability(6, 0),
                  new ComputeCapability(6, 1),
                  new ComputeCapability(7, 0),
                  new ComputeCapability(7, 5),
                  new ComputeCapability(8, 0),
                  new ComputeCapability(8, 6)),
              Optional.empty()),
          "org.nd4j:nd4j-native-platform:1.0.0-M2.1");

  private Nd4jNatives() {}
}
