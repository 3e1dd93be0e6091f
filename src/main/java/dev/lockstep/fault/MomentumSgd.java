package dev.lockstep.fault;

import dev.lockstep.backend.reference.Optimizer;
import dev.lockstep.backend.reference.Rounding;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * {@code torch.optim.SGD} with momentum, {@code b = momentum b + g} and {@code p -= lr b}. A state
 * of SGD has no place for b, so it is remembered here for each tensor, from zero.
 */
final class MomentumSgd implements Optimizer {
  private final double learningRate;
  private final double momentum;
  private final Map<double[], double[]> velocities = new IdentityHashMap<>();

  MomentumSgd(double learningRate, double momentum) {
    this.learningRate = learningRate;
    this.momentum = momentum;
  }

  @Override
  public void update(
      double[] parameter,
      double[] gradient,
      double[] first,
      double[] second,
      int step,
      Rounding rounding) {
    double rate = rounding.of(learningRate);
    double kept = rounding.of(momentum);
    double[] velocity = velocities.computeIfAbsent(parameter, array -> new double[array.length]);
    for (int i = 0; i < parameter.length; i++) {
      velocity[i] = rounding.of(rounding.of(kept * velocity[i]) + gradient[i]);
      parameter[i] = rounding.of(parameter[i] - rounding.of(rate * velocity[i]));
    }
  }
}
