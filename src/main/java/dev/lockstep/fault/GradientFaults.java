package dev.lockstep.fault;

import java.util.List;

/** Wrong gradients from the right cell. */
final class GradientFaults {
  private static final ClippedNorm CLIPPED = new ClippedNorm(1);

  private GradientFaults() {}

  static List<Fault> all() {
    SeamChange detached =
        (right, trainingCase, precision) -> right.withCell(new DetachedSteps(right.cell()));
    SeamChange clipped =
        (right, trainingCase, precision) ->
            right.withCell(AmendedPass.after(right.cell(), CLIPPED));
    SeamChange accumulated =
        (right, trainingCase, precision) ->
            right.withCell(AmendedPass.after(right.cell(), new AccumulatedGradients()));
    return List.of(
        new Fault(
            "no-propagation-through-time",
            "gradients stop between the steps, the state before each being taken as constant",
            Visibility.ONE_EPOCH,
            Conditions.learns().and(Conditions.severalSteps()),
            detached.variant()),
        new Fault(
            "gradient-norm-clipped",
            "the norm of the gradients is clipped at 1",
            Visibility.ONE_EPOCH,
            Conditions.learns(),
            clipped.variant()),
        new Fault(
            "gradients-accumulated",
            "gradients are not set to zero and add up from epoch to epoch",
            Visibility.FREE_RUNNING,
            Conditions.learns().and(Conditions.severalEpochs()),
            accumulated.rememberingVariant()));
  }
}
