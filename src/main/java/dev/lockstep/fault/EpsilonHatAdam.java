package dev.lockstep.fault;

import dev.lockstep.backend.reference.Optimizer;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.tensor.Precision;
import java.util.function.IntToDoubleFunction;

/**
 * Adam with epsilon beside the uncorrected root, {@code p -= rate(t) m / (sqrt(v) + eps)}: the
 * "epsilon hat" form at the end of section 2 of Kingma and Ba (2015), where {@code rate(t) = lr
 * sqrt(1 - b2^t) / (1 - b1^t)} holds both bias corrections.
 *
 * @param beta1 decay of the first moment
 * @param beta2 decay of the second moment
 * @param epsilon what is added to the root
 * @param rate the factor at update t, from 1
 */
record EpsilonHatAdam(double beta1, double beta2, double epsilon, IntToDoubleFunction rate)
    implements Optimizer {
  private static final double BETA1 = OptimizerSpec.Adam.BETA1;
  private static final double BETA2 = OptimizerSpec.Adam.BETA2;
  private static final double EPSILON = OptimizerSpec.Adam.EPSILON;

  /** The form itself, as TensorFlow writes it. */
  static EpsilonHatAdam corrected(double learningRate) {
    return new EpsilonHatAdam(
        BETA1, BETA2, EPSILON, step -> correctedRate(learningRate, BETA1, BETA2, step));
  }

  /** Without any bias correction. */
  static EpsilonHatAdam uncorrected(double learningRate) {
    return new EpsilonHatAdam(BETA1, BETA2, EPSILON, step -> learningRate);
  }

  /**
   * DJL 0.32's {@code Adam}: all its settings are Java floats in either precision, and so is the
   * corrected rate. A float32 0.999 leaves 1 - b2 off by 1.3e-5 of its size.
   */
  static EpsilonHatAdam ofDjl(double learningRate) {
    float beta1 = (float) BETA1;
    float beta2 = (float) BETA2;
    float rate = (float) learningRate;
    return new EpsilonHatAdam(
        beta1, beta2, (float) EPSILON, step -> (float) correctedRate(rate, beta1, beta2, step));
  }

  /**
   * ND4J 1.0.0-M2.1's {@code adam_updater}: settings are held in the format of the gradient, and so
   * are the powers of the decay rates, which leaves a float32 1 - b2^t off by up to 3e-5 of its
   * size. In float64 it is the form itself.
   */
  static EpsilonHatAdam ofNd4j(double learningRate, Precision precision) {
    double beta1 = precision.round(BETA1);
    double beta2 = precision.round(BETA2);
    double rate = precision.round(learningRate);
    return new EpsilonHatAdam(
        beta1,
        beta2,
        precision.round(EPSILON),
        step -> {
          double root = precision.round(Math.sqrt(1 - precision.round(Math.pow(beta2, step))));
          double numerator = precision.round(rate * root);
          return precision.round(numerator / (1 - precision.round(Math.pow(beta1, step))));
        });
  }

  private static double correctedRate(double rate, double beta1, double beta2, int step) {
    return rate * Math.sqrt(1 - Math.pow(beta2, step)) / (1 - Math.pow(beta1, step));
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
    double fresh2 = rounding.of(1 - beta2);
    double added = rounding.of(epsilon);
    double factor = rounding.of(rate.applyAsDouble(step));
    for (int i = 0; i < parameter.length; i++) {
      double g = gradient[i];
      first[i] = rounding.of(rounding.of(kept1 * first[i]) + rounding.of(fresh1 * g));
      second[i] =
          rounding.of(rounding.of(kept2 * second[i]) + rounding.of(fresh2 * rounding.of(g * g)));
      double denominator = rounding.of(rounding.of(Math.sqrt(second[i])) + added);
      parameter[i] =
          rounding.of(parameter[i] - rounding.of(rounding.of(factor * first[i]) / denominator));
    }
  }
}
