package dev.lockstep.fault;

import dev.lockstep.backend.reference.Optimizer;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.cases.OptimizerSpec;

/**
 * Adam with epsilon under the root, {@code p -= lr / (1 - b1^t) m / sqrt(v / (1 - b2^t) + eps)}.
 */
record EpsilonInRootAdam(double learningRate) implements Optimizer {

  @Override
  public void update(
      double[] parameter,
      double[] gradient,
      double[] first,
      double[] second,
      int step,
      Rounding rounding) {
    double beta1 = rounding.of(OptimizerSpec.Adam.BETA1);
    double beta2 = rounding.of(OptimizerSpec.Adam.BETA2);
    double newShare1 = rounding.of(1 - OptimizerSpec.Adam.BETA1);
    double newShare2 = rounding.of(1 - OptimizerSpec.Adam.BETA2);
    double epsilon = rounding.of(OptimizerSpec.Adam.EPSILON);
    double rate = rounding.of(learningRate / (1 - Math.pow(OptimizerSpec.Adam.BETA1, step)));
    double correction2 = rounding.of(1 - Math.pow(OptimizerSpec.Adam.BETA2, step));
    for (int i = 0; i < parameter.length; i++) {
      double g = gradient[i];
      first[i] = rounding.of(rounding.of(beta1 * first[i]) + rounding.of(newShare1 * g));
      second[i] =
          rounding.of(rounding.of(beta2 * second[i]) + rounding.of(newShare2 * rounding.of(g * g)));
      double square = rounding.of(rounding.of(second[i] / correction2) + epsilon);
      double denominator = rounding.of(Math.sqrt(square));
      parameter[i] =
          rounding.of(parameter[i] - rounding.of(rate * rounding.of(first[i] / denominator)));
    }
  }
}
