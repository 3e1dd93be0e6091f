package dev.lockstep.backend.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;

/**
 * Records the operations of the calling thread for backward.
 *
 * <p>The engine's own collector does the same, but refuses to be opened while another one is open
 * anywhere in the process, although PyTorch records per thread. With it, trainings could not run
 * side by side.
 */
final class ThreadGradientCollector implements GradientCollector {
  private final boolean wasRecording = JniUtils.isGradMode();

  ThreadGradientCollector() {
    JniUtils.setGradMode(true);
  }

  /** Adds the gradients of a scalar to the parameters that it was computed from. */
  @Override
  public void backward(NDArray target) {
    try (NDArray one = target.onesLike()) {
      JniUtils.backward((PtNDArray) target, (PtNDArray) one, false, false);
    }
  }

  /** Not supported: parameters are replaced every epoch, so no gradient is left to be cleared. */
  @Override
  public void zeroGradients() {
    throw new UnsupportedOperationException("parameters start every epoch without a gradient");
  }

  @Override
  public void close() {
    JniUtils.setGradMode(wasRecording);
  }
}
