package dev.lockstep.backend.nd4j;

import dev.lockstep.model.Moments;
import java.util.Optional;

/** An update rule bound to a session's parameters and gradients. */
interface Optimizer {

  /**
   * Updates the parameters by the present gradients.
   *
   * @param step the number of this update, from 1
   */
  void update(int step);

  /** A copy of the moments; empty if the rule keeps none. */
  Optional<Moments> moments();

  /**
   * Replaces the moments.
   *
   * @throws IllegalArgumentException if the rule keeps moments and there are none
   */
  void load(Optional<Moments> moments);

  /** Binds an update rule to the arrays of a session. */
  @FunctionalInterface
  interface Factory {
    Optimizer create(Arena arena, ParameterArrays parameters, ParameterArrays gradients);
  }
}
