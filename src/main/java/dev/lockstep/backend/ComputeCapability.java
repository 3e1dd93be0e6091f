package dev.lockstep.backend;

/**
 * The generation of an NVIDIA GPU's instruction set, such as 8.6.
 *
 * @param major code for one major number runs on no other
 * @param minor code for a minor number runs on the same and on larger ones
 */
public record ComputeCapability(int major, int minor) {

  /**
   * Whether machine code compiled for this capability runs on a GPU, by the rule for cubin objects
   * in the CUDA C++ Programming Guide, section "Binary Compatibility".
   */
  public boolean codeRunsOn(ComputeCapability gpu) {
    return major == gpu.major && minor <= gpu.minor;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
