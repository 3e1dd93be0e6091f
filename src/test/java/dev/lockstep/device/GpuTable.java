package dev.lockstep.device;

import dev.lockstep.backend.ComputeCapability;
import dev.lockstep.backend.CudaRequirements;
import dev.lockstep.backend.CudaVersion;
import java.util.List;
import java.util.Optional;

/** The rule for GPUs on a machine where nothing but the GPU and the driver can be in the way. */
public final class GpuTable {

  private GpuTable() {}

  /** The obstacle to using a GPU of a capability under a driver, or empty. */
  public static Optional<String> obstacle(
      CudaRequirements needed, CudaVersion driver, int major, int minor) {
    Gpu gpu = new Gpu(0, "the GPU", 1L << 34, new ComputeCapability(major, minor));
    NvidiaDriver.Present present = new NvidiaDriver.Present(driver, List.of(gpu));
    Machine machine = new Machine(present, artifact -> true, any -> Optional.of(needed.toolkit()));
    return new GpuRule(needed, machine).obstacle(present, gpu);
  }
}
