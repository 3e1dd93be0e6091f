package dev.lockstep.fault;

import dev.lockstep.backend.reference.Optimizer;
import dev.lockstep.backend.reference.Rounding;
import java.util.List;

/** An optimizer that treats each tensor in a way of its own; a session updates them by turns. */
final class TensorwiseOptimizer implements Optimizer {
  private final List<Optimizer> ofTensors;
  private int next;

  /**
   * @param ofTensors one for each tensor, in the order in which they are updated
   */
  TensorwiseOptimizer(List<Optimizer> ofTensors) {
    this.ofTensors = List.copyOf(ofTensors);
  }

  @Override
  public void update(
      double[] parameter,
      double[] gradient,
      double[] first,
      double[] second,
      int step,
      Rounding rounding) {
    Optimizer optimizer = ofTensors.get(next);
    next = (next + 1) % ofTensors.size();
    optimizer.update(parameter, gradient, first, second, step, rounding);
  }
}
