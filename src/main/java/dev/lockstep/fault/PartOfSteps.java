package dev.lockstep.fault;

import dev.lockstep.backend.reference.Loss;
import dev.lockstep.backend.reference.Rounding;
import java.util.Arrays;

/**
 * A loss over some of the steps, averaged over those.
 *
 * @param right the loss over all that it is given
 * @param span which steps
 */
record PartOfSteps(Loss right, Span span) implements Loss {

  /** A range of steps. */
  private interface Span {
    /** The first step of so many and the one after the last. */
    int[] of(int steps);
  }

  static PartOfSteps withoutLast(Loss right) {
    return new PartOfSteps(right, steps -> new int[] {0, steps - 1});
  }

  static PartOfSteps withoutFirst(Loss right) {
    return new PartOfSteps(right, steps -> new int[] {1, steps});
  }

  static PartOfSteps lastAlone(Loss right) {
    return new PartOfSteps(right, steps -> new int[] {steps - 1, steps});
  }

  /** A single step cannot be left out. */
  @Override
  public Result of(double[] logits, int[] targets, int vocabulary, Rounding rounding) {
    Result whole = right.of(logits, targets, vocabulary, rounding);
    if (targets.length == 1) {
      return whole;
    }
    int[] steps = span.of(targets.length);
    Result part =
        right.of(
            Arrays.copyOfRange(logits, steps[0] * vocabulary, steps[1] * vocabulary),
            Arrays.copyOfRange(targets, steps[0], steps[1]),
            vocabulary,
            rounding);
    double[] gradient = new double[logits.length];
    System.arraycopy(
        part.logitGradient(), 0, gradient, steps[0] * vocabulary, part.logitGradient().length);
    return new Result(part.loss(), whole.softmax(), gradient);
  }
}
