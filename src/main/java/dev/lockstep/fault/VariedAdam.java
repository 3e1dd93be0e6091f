package dev.lockstep.fault;

import dev.lockstep.backend.reference.Optimizer;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.cases.OptimizerSpec;

/**
 * {@code torch.optim.Adam} with other settings or another denominator: {@code p -= rate / c1 · m /
 * d(v, c2, eps)} with {@code m = b1 m + (1 - b1) g}, {@code v = b2 v + share g²} and the bias
 * corrections {@code c = 1 - b^t}.
 *
 * @param rate the learning rate
 * @param beta1 what is kept of the first moment
 * @param beta2 what is kept of the second moment
 * @param share what a squared gradient adds to the second moment
 * @param epsilon what keeps the division from zero
 * @param corrects whether bias corrections are made
 * @param denominator d
 */
record VariedAdam(
    double rate,
    double beta1,
    double beta2,
    double share,
    double epsilon,
    Corrected corrects,
    Denominator denominator)
    implements Optimizer {

  /** Which moments' start from zero is made up for. */
  enum Corrected {
    BOTH,
    SECOND,
    FIRST
  }

  /** What the first moment is divided by. */
  enum Denominator {
    /** {@code sqrt(v) / sqrt(c2) + eps}, as PyTorch does. */
    EPSILON_AFTER {
      @Override
      double of(double second, double correction, double epsilon, Rounding rounding) {
        double root = rounding.of(Math.sqrt(second));
        return rounding.of(rounding.of(root / rounding.of(Math.sqrt(correction))) + epsilon);
      }
    },
    /** {@code sqrt(v / c2 + eps)}. */
    EPSILON_IN_ROOT {
      @Override
      double of(double second, double correction, double epsilon, Rounding rounding) {
        double square = rounding.of(rounding.of(second / rounding.of(correction)) + epsilon);
        return rounding.of(Math.sqrt(square));
      }
    };

    abstract double of(double second, double correction, double epsilon, Rounding rounding);
  }

  /** PyTorch's rule with its settings. */
  static VariedAdam right(double rate) {
    return new VariedAdam(
        rate,
        OptimizerSpec.Adam.BETA1,
        OptimizerSpec.Adam.BETA2,
        1 - OptimizerSpec.Adam.BETA2,
        OptimizerSpec.Adam.EPSILON,
        Corrected.BOTH,
        Denominator.EPSILON_AFTER);
  }

  VariedAdam withBetas(double first, double second) {
    return new VariedAdam(rate, first, second, 1 - second, epsilon, corrects, denominator);
  }

  VariedAdam withShare(double other) {
    return new VariedAdam(rate, beta1, beta2, other, epsilon, corrects, denominator);
  }

  VariedAdam withEpsilon(double other) {
    return new VariedAdam(rate, beta1, beta2, share, other, corrects, denominator);
  }

  VariedAdam correcting(Corrected other) {
    return new VariedAdam(rate, beta1, beta2, share, epsilon, other, denominator);
  }

  VariedAdam dividingBy(Denominator other) {
    return new VariedAdam(rate, beta1, beta2, share, epsilon, corrects, other);
  }

  @Override
  public void update(
      double[] parameter,
      double[] gradient,
      double[] first,
      double[] second,
      int step,
      Rounding rounding) {
    double kept1 = rounding.of(beta1);
    double kept2 = rounding.of(beta2);
    double fresh1 = rounding.of(1 - beta1);
    double fresh2 = rounding.of(share);
    double added = rounding.of(epsilon);
    double correction1 = corrects == Corrected.SECOND ? 1 : 1 - Math.pow(beta1, step);
    double correction2 = corrects == Corrected.FIRST ? 1 : 1 - Math.pow(beta2, step);
    double factor = rounding.of(rate / correction1);
    for (int i = 0; i < parameter.length; i++) {
      double g = gradient[i];
      first[i] = rounding.of(rounding.of(kept1 * first[i]) + rounding.of(fresh1 * g));
      second[i] =
          rounding.of(rounding.of(kept2 * second[i]) + rounding.of(fresh2 * rounding.of(g * g)));
      double divisor = denominator.of(second[i], correction2, added, rounding);
      parameter[i] =
          rounding.of(parameter[i] - rounding.of(factor * rounding.of(first[i] / divisor)));
    }
  }
}
