package dev.lockstep.backend.djl;

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

/**
 * The natives of PyTorch 2.5.1 as DJL packs them; names and capabilities are read off its files.
 */
final class DjlNatives {
  private static final String CUDA = "pytorch-native-cu124";

  /** What DJL's PyTorch engine needs. */
  static final NativeRequirements REQUIREMENTS =
      new NativeRequirements(
          new NativeArtifact(
              "pytorch-native-cpu",
              Map.of(
                  LINUX_X86_64, "pytorch/cpu/linux-x86_64/libtorch_cpu.so",
                  MACOS_ARM64, "pytorch/cpu/osx-aarch64/libtorch_cpu.dylib",
                  WINDOWS_X86_64, "pytorch/cpu/win-x86_64/torch_cpu.dll")),
          new CudaRequirements(
              new NativeArtifact(
                  CUDA,
                  Map.of(
                      LINUX_X86_64, "pytorch/cu124/linux-x86_64/libtorch_cuda.so",
                      WINDOWS_X86_64, "pytorch/cu124/win-x86_64/torch_cuda.dll")),
              new CudaVersion(12, 4),
              525,
              List.of(
                  new ComputeCapability(5, 0),
                  new ComputeCapability(6, 0),
                  new ComputeCapability(7, 0),
                  new ComputeCapability(7, 5),
                  new ComputeCapability(8, 0),
                  new ComputeCapability(8, 6),
                  new ComputeCapability(9, 0)),
              Optional.of(
                  new NativeArtifact(
                      CUDA,
                      Map.of(
                          LINUX_X86_64, "pytorch/cu124/linux-x86_64/libcudart-8774224f.so.12")))),
          "ai.djl.pytorch:pytorch-engine:0.32.0, ai.djl.pytorch:pytorch-jni:2.5.1-0.32.0 and"
              + " ai.djl.pytorch:pytorch-native-cpu:2.5.1 with this platform's classifier");

  private DjlNatives() {}
}
