package dev.lockstep.fault;

import dev.lockstep.backend.reference.Optimizer;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.cases.OptimizerSpec;

/**
 * Adam that divides its moments themselves by their bias corrections, so that the next update
 * starts from corrected ones.
 */
record CorrectedInPlaceAdam(double learningRate) implements Optimizer {

  @Override
  public void update(
      double[] parameter,
      double[] gradient,
      double[] first,
      double[] second,
      int step,
      Rounding rounding) {
    VariedAdam right = VariedAdam.right(learningRate);
    right.update(parameter, gradient, first, second, step, rounding);
    double correction1 = rounding.of(1 - Math.pow(OptimizerSpec.Adam.BETA1, step));
    double correction2 = rounding.of(1 - Math.pow(OptimizerSpec.Adam.BETA2, step));
    for (int i = 0; i < first.length; i++) {
      first[i] = rounding.of(first[i] / correction1);
      second[i] = rounding.of(second[i] / correction2);
    }
  }
}
