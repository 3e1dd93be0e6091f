package dev.lockstep.fault;

import dev.lockstep.backend.reference.Optimizer;
import dev.lockstep.backend.reference.Rounding;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * PyTorch's Adam with {@code amsgrad=True}, which divides by the root of the largest second moment
 * so far. A state has no place for that one, so it is remembered here for each tensor.
 */
final class AmsgradAdam implements Optimizer {
  private final VariedAdam plain;
  private final Map<double[], double[]> largest = new IdentityHashMap<>();

  AmsgradAdam(double learningRate) {
    this.plain = VariedAdam.right(learningRate);
  }

  @Override
  public void update(
      double[] parameter,
      double[] gradient,
      double[] first,
      double[] second,
      int step,
      Rounding rounding) {
    double[] before = parameter.clone();
    plain.update(parameter, gradient, first, second, step, rounding);
    double[] most = largest.computeIfAbsent(parameter, array -> new double[array.length]);
    double factor = rounding.of(plain.rate() / (1 - Math.pow(plain.beta1(), step)));
    double correction = 1 - Math.pow(plain.beta2(), step);
    double epsilon = rounding.of(plain.epsilon());
    for (int i = 0; i < parameter.length; i++) {
      most[i] = Math.max(most[i], second[i]);
      double divisor = plain.denominator().of(most[i], correction, epsilon, rounding);
      parameter[i] = rounding.of(before[i] - rounding.of(factor * rounding.of(first[i] / divisor)));
    }
  }
}
