package dev.lockstep.fault;

import dev.lockstep.backend.reference.Optimizer;
import dev.lockstep.backend.reference.Rounding;

/**
 * {@code torch.optim.RAdam} (Liu et al., 2020): Adam's step times {@code r(t)} once its variance
 * can be told, and until then {@code p -= rate m / (1 - b1^t)}.
 */
record RectifiedAdam(double learningRate) implements Optimizer {
  private static final double LEAST = 5;

  @Override
  public void update(
      double[] parameter,
      double[] gradient,
      double[] first,
      double[] second,
      int step,
      Rounding rounding) {
    VariedAdam plain = VariedAdam.right(learningRate);
    double[] before = parameter.clone();
    plain.update(parameter, gradient, first, second, step, rounding);
    double power = Math.pow(plain.beta2(), step);
    double limit = 2 / (1 - plain.beta2()) - 1;
    double length = limit - 2 * step * power / (1 - power);
    double factor = rounding.of(learningRate / (1 - Math.pow(plain.beta1(), step)));
    double epsilon = rounding.of(plain.epsilon());
    for (int i = 0; i < parameter.length; i++) {
      double direction = first[i];
      if (length > LEAST) {
        double divisor = rounding.of(rounding.of(Math.sqrt(second[i])) + epsilon);
        double root = rounding.of(Math.sqrt(1 - power));
        double rectified = rounding.of(rectification(length, limit) * root);
        direction = rounding.of(rounding.of(first[i] / divisor) * rectified);
      }
      parameter[i] = rounding.of(before[i] - rounding.of(factor * direction));
    }
  }

  private static double rectification(double length, double limit) {
    return Math.sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length));
  }
}
