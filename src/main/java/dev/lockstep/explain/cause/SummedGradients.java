package dev.lockstep.explain.cause;

import dev.lockstep.compare.TensorPair;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.util.List;
import java.util.Optional;

/**
 * Gradients are the sums of the expected ones of several steps: they are not set to zero between.
 */
final class SummedGradients {
  private static final int MOST_STEPS = 8;

  private SummedGradients() {}

  /** The cause if every gradient that parts is such a sum, of the same number of steps. */
  static Optional<Cause> of(Scene scene, List<TensorPair> gradients) {
    for (int steps = 2; steps <= MOST_STEPS; steps++) {
      double excess = 0;
      for (TensorPair pair : gradients) {
        excess = Math.max(excess, left(scene, pair, steps));
      }
      if (excess <= 1) {
        return Optional.of(cause(scene, gradients.size(), steps, excess));
      }
    }
    return Optional.empty();
  }

  private static Cause cause(Scene scene, int tensors, int steps, double excess) {
    String sentence =
        "gradients are the sum of the expected ones of "
            + steps
            + " steps in all "
            + tensors
            + " tensors in step "
            + scene.step()
            + ": they are accumulated, not set to zero before each step";
    return Cause.of(
        "gradient-scaled", sentence, excess, "factor", (double) steps, "accumulated", steps);
  }

  /**
   * What is left if the expected ones of so many steps are added up; infinite if one is missing.
   */
  private static double left(Scene scene, TensorPair pair, int steps) {
    if (!pair.expected().shape().equals(pair.actual().shape())) {
      return Double.POSITIVE_INFINITY;
    }
    double[] sum = Rearranged.numbers(pair.expected());
    for (int back = 1; back < steps; back++) {
      Optional<Values> earlier = Earlier.expected(scene, pair.name(), back);
      if (earlier.isEmpty() || !earlier.get().shape().equals(pair.expected().shape())) {
        return Double.POSITIVE_INFINITY;
      }
      double[] numbers = Rearranged.numbers(earlier.get());
      for (int i = 0; i < sum.length; i++) {
        sum[i] += numbers[i];
      }
    }
    return pair.changed(
            values -> Tensor.holding(pair.expected().shape(), sum),
            noise -> DerivedValues.scaled(noise, steps))
        .result()
        .maxExcess();
  }
}
