package dev.lockstep.backend.nd4j;

import java.util.List;

/** An ND4J operation bound to its operands: made once, run in every epoch. */
@FunctionalInterface
interface Kernel {

  /** Reads the operands' present values and overwrites the output. */
  void run();

  /** The kernels one after the other, as one kernel. */
  static Kernel sequence(List<Kernel> kernels) {
    Kernel[] inOrder = kernels.toArray(new Kernel[0]);
    return () -> {
      for (Kernel kernel : inOrder) {
        kernel.run();
      }
    };
  }

  /** The kernels one after the other, as one kernel. */
  static Kernel sequence(Kernel... kernels) {
    return sequence(List.of(kernels));
  }
}
