package dev.lockstep.backend.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The elementwise function of an Elman cell. */
enum Nonlinearity {
  /** The hyperbolic tangent; its derivative where the value is y is 1 - y². */
  TANH {
    @Override
    Kernel apply(Kernels kernels, INDArray array) {
      return kernels.tanh(array, array);
    }

    @Override
    Kernel slope(Kernels kernels, INDArray y, INDArray out) {
      return kernels.tanhSlope(y, out);
    }
  },
  /** max(x, 0); its derivative is 1 where the value is above zero, else 0, as PyTorch has it. */
  RELU {
    @Override
    Kernel apply(Kernels kernels, INDArray array) {
      return kernels.relu(array, array);
    }

    @Override
    Kernel slope(Kernels kernels, INDArray y, INDArray out) {
      return kernels.reluSlope(y, out);
    }
  };

  /** Replaces every element by the function's value. */
  abstract Kernel apply(Kernels kernels, INDArray array);

  /** The function's derivative, from its values. */
  abstract Kernel slope(Kernels kernels, INDArray y, INDArray out);
}
