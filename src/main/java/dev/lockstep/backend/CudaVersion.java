package dev.lockstep.backend;

/**
 * A version of CUDA, of a driver or of a runtime library.
 *
 * @param major libraries of one major number work with runtimes and drivers of it
 * @param minor within the major number
 */
public record CudaVersion(int major, int minor) {

  /** From the number that CUDA's functions return: 1000 × major + 10 × minor. */
  public static CudaVersion ofNumber(int number) {
    return new CudaVersion(number / 1000, number % 1000 / 10);
  }

  /** Whether a runtime library serves natives of this version: not older, and the same major. */
  public boolean isServedBy(CudaVersion runtime) {
    return runtime.major == major && runtime.minor >= minor;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
