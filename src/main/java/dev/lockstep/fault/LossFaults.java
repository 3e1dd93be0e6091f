package dev.lockstep.fault;

import dev.lockstep.backend.reference.Loss;
import dev.lockstep.cases.TrainingCase;
import java.util.Arrays;
import java.util.List;

/** Wrong losses. */
final class LossFaults {
  private LossFaults() {}

  static List<Fault> all() {
    SeamChange summed = (right, trainingCase, precision) -> right.withLoss(summed(right.loss()));
    SeamChange unshifted =
        (right, trainingCase, precision) ->
            right.withLoss(towards(trainingCase.task().inputs(), right.loss()));
    return List.of(
        new Fault(
            "loss-summed",
            "the loss is the sum over the steps, not their mean",
            Visibility.ONE_EPOCH,
            Conditions.learns().and(Conditions.severalSteps()),
            summed.variant()),
        new Fault(
            "targets-not-shifted",
            "each step is to predict its own input, not the next one",
            Visibility.ONE_EPOCH,
            LossFaults::targetsDifferFromInputs,
            unshifted.variant()));
  }

  private static Loss summed(Loss mean) {
    return (logits, targets, vocabulary, rounding) -> {
      Loss.Result result = mean.of(logits, targets, vocabulary, rounding);
      double[] gradient = result.logitGradient();
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = rounding.of(gradient[i] * targets.length);
      }
      return new Loss.Result(
          rounding.of(result.loss() * targets.length), result.softmax(), gradient);
    };
  }

  private static Loss towards(int[] wrongTargets, Loss right) {
    return (logits, targets, vocabulary, rounding) ->
        right.of(logits, wrongTargets, vocabulary, rounding);
  }

  private static boolean targetsDifferFromInputs(TrainingCase trainingCase) {
    return !Arrays.equals(trainingCase.task().inputs(), trainingCase.task().targets());
  }
}
