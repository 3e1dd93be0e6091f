package dev.lockstep.compare;

import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far the elements of a step may lie from the expected ones: a finite bound for each, or none
 * for any of them.
 */
public sealed interface StepBounds {

  /** The number of the step, from 1. */
  int step();

  /** How far two sides may lie apart of which each may stray so far: none if either has none. */
  StepBounds plus(StepBounds other);

  /** These bounds if all are finite, and else none. */
  static StepBounds of(int step, Map<TensorName, Tensor> allowed) {
    boolean finite =
        allowed.values().stream()
            .allMatch(bounds -> Arrays.stream(bounds.toArray()).allMatch(Double::isFinite));
    return finite ? new Bounded(step, allowed) : new Undecided(step);
  }

  /**
   * Every element has a bound.
   *
   * @param step the number of the step, from 1
   * @param allowed for each tensor, one bound an element, finite and 0 or more
   */
  record Bounded(int step, Map<TensorName, Tensor> allowed) implements StepBounds {

    /**
     * @throws IllegalArgumentException if a bound is infinite, NaN or below 0
     */
    public Bounded {
      allowed = Collections.unmodifiableMap(new LinkedHashMap<>(allowed));
      allowed.forEach(Bounded::requireBounds);
    }

    private static void requireBounds(TensorName name, Tensor bounds) {
      for (double bound : bounds.toArray()) {
        if (!(bound >= 0 && bound <= Double.MAX_VALUE)) {
          throw new IllegalArgumentException("not a bound of " + name + ": " + bound);
        }
      }
    }

    /**
     * The sums of the bounds.
     *
     * @throws IllegalArgumentException if the other has other tensors
     */
    @Override
    public StepBounds plus(StepBounds other) {
      return other instanceof Bounded bounded ? plus(bounded) : other;
    }

    private StepBounds plus(Bounded other) {
      if (!allowed.keySet().equals(other.allowed.keySet())) {
        throw new IllegalArgumentException("bounds of different tensors cannot be added");
      }
      Map<TensorName, Tensor> sums = new LinkedHashMap<>();
      allowed.forEach((name, bounds) -> sums.put(name, bounds.plus(other.allowed.get(name))));
      return StepBounds.of(step, sums);
    }
  }

  /**
   * Rounding alone carries a training out of the format's range here, or decides which way it goes:
   * nothing can be said of this step, and nothing of it passes, matches or counts as compared.
   *
   * @param step the number of the step, from 1
   */
  record Undecided(int step) implements StepBounds {
    @Override
    public StepBounds plus(StepBounds other) {
      return this;
    }
  }
}
