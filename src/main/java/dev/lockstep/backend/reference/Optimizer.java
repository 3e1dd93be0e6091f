package dev.lockstep.backend.reference;

import dev.lockstep.cases.OptimizerSpec;

/** A rule that updates one tensor from its gradient, element by element. */
public interface Optimizer {

  /**
   * Updates a tensor and its moments in place.
   *
   * @param parameter the elements to update
   * @param gradient the loss's gradient by them
   * @param first the first moments; empty where none are kept
   * @param second the second moments; empty where none are kept
   * @param step the number of this update, from 1
   * @param rounding the number format
   */
  void update(
      double[] parameter,
      double[] gradient,
      double[] first,
      double[] second,
      int step,
      Rounding rounding);

  /** PyTorch's optimizer of that specification. */
  static Optimizer of(OptimizerSpec spec) {
    return spec.map(adam -> new Adam(adam.learningRate()), sgd -> new Sgd(sgd.learningRate()));
  }
}
