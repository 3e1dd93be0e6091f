package dev.lockstep.backend;

/** Where an implementation computes. */
public sealed interface Device {

  /** The host's processor. */
  Device CPU = new Cpu();

  /**
   * An NVIDIA GPU.
   *
   * @param index its place in the driver's order, from 0
   * @throws IllegalArgumentException if the index is negative
   */
  static Device cuda(int index) {
    return new Cuda(index);
  }

  /** The name that users type and reports print: {@code cpu}, {@code cuda:0}, {@code cuda:1}. */
  String label();

  /** The host's processor. */
  record Cpu() implements Device {

    @Override
    public String label() {
      return "cpu";
    }

    @Override
    public String toString() {
      return label();
    }
  }

  /**
   * An NVIDIA GPU.
   *
   * @param index its place in the driver's order, from 0; {@code CUDA_VISIBLE_DEVICES} in the
   *     environment changes that order for the driver and the libraries alike
   */
  record Cuda(int index) implements Device {

    /** Refuses a negative index. */
    public Cuda {
      if (index < 0) {
        throw new IllegalArgumentException("GPU index must be 0 or more, was " + index);
      }
    }

    @Override
    public String label() {
      return "cuda:" + index;
    }

    @Override
    public String toString() {
      return label();
    }
  }
}
