package dev.lockstep.explain;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Some elements of one parameter over the steps of a training.
 *
 * @param name the parameter's
 * @param steps what is known of each recorded step, ascending
 * @param elements how many elements
 * @param arithmetic in which the optimizer computed
 */
record Track(String name, List<Step> steps, int elements, Arithmetic arithmetic) {

  /**
   * One step. What is not known is {@code null}; arrays hold one number an element.
   *
   * @param number of the step, from 1
   * @param before the parameter before the update
   * @param gradient as it was recorded
   * @param after the parameter after the update
   * @param stateBefore what was recorded of the optimizer's state before the update, by name
   * @param stateAfter the same after it
   * @param norm the Euclidean norm of all gradients of the step, of every parameter; NaN if unknown
   * @param ownNorm that of this parameter's whole gradient; NaN if unknown
   */
  record Step(
      int number,
      double[] before,
      double[] gradient,
      double[] after,
      Map<String, double[]> stateBefore,
      Map<String, double[]> stateAfter,
      double norm,
      double ownNorm) {

    private Step first(int kept) {
      return new Step(
          number,
          first(before, kept),
          first(gradient, kept),
          first(after, kept),
          first(stateBefore, kept),
          first(stateAfter, kept),
          norm,
          ownNorm);
    }

    private static Map<String, double[]> first(Map<String, double[]> state, int kept) {
      return state.entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, entry -> first(entry.getValue(), kept)));
    }

    private static double[] first(double[] values, int kept) {
      return values == null ? null : Arrays.copyOf(values, kept);
    }
  }

  /** The first elements and steps alone. */
  Track first(int most, int mostSteps) {
    int kept = Math.min(most, elements);
    List<Step> shorter = steps.stream().limit(mostSteps).map(step -> step.first(kept)).toList();
    return new Track(name, shorter, kept, arithmetic);
  }

  /** Whether nothing ever moved although there were gradients. */
  boolean isUnchanged() {
    return isPushed() && updates().allMatch(step -> Arrays.equals(step.before(), step.after()));
  }

  /** Whether an update had a gradient that is not 0 throughout: without one no rule is told. */
  boolean isPushed() {
    return updates()
        .anyMatch(step -> Arrays.stream(step.gradient()).anyMatch(gradient -> gradient != 0));
  }

  private Stream<Step> updates() {
    return steps.stream()
        .filter(step -> step.before() != null && step.after() != null && step.gradient() != null);
  }
}
