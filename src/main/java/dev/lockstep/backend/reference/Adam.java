package dev.lockstep.backend.reference;

import dev.lockstep.cases.OptimizerSpec;

/**
 * {@code torch.optim.Adam}: {@code m = b1 m + (1 - b1) g}, {@code v = b2 v + (1 - b2) g²}, {@code p
 * -= lr / (1 - b1^t) · m / (sqrt(v) / sqrt(1 - b2^t) + eps)}. Epsilon is added after the bias
 * correction of the second moment, unlike in TensorFlow's form of the rule.
 */
record Adam(double learningRate) implements Optimizer {

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
    double root2 = rounding.of(Math.sqrt(1 - Math.pow(OptimizerSpec.Adam.BETA2, step)));
    for (int i = 0; i < parameter.length; i++) {
      double g = gradient[i];
      first[i] = rounding.of(rounding.of(beta1 * first[i]) + rounding.of(newShare1 * g));
      second[i] =
          rounding.of(rounding.of(beta2 * second[i]) + rounding.of(newShare2 * rounding.of(g * g)));
      double denominator =
          rounding.of(rounding.of(rounding.of(Math.sqrt(second[i])) / root2) + epsilon);
      parameter[i] =
          rounding.of(parameter[i] - rounding.of(rate * rounding.of(first[i] / denominator)));
    }
  }
}
