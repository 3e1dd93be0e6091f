package dev.lockstep.model;

import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.tensor.Precision;
import java.util.Optional;

/**
 * Everything that one epoch hands to the next.
 *
 * @param parameters the parameters
 * @param moments the optimizer's moments; empty for SGD, which keeps none
 * @param stepCount how many updates were made, 0 or more
 */
public record ModelState(Parameters parameters, Optional<Moments> moments, int stepCount) {

  /** The state before the first update: these parameters, zero moments where Adam keeps them. */
  public static ModelState initial(Parameters parameters, OptimizerSpec optimizer) {
    Optional<Moments> moments =
        optimizer instanceof OptimizerSpec.Adam
            ? Optional.of(Moments.zeros(parameters.layout()))
            : Optional.empty();
    return new ModelState(parameters, moments, 0);
  }

  /** This state with every number rounded to the precision. */
  public ModelState roundedTo(Precision precision) {
    return new ModelState(
        parameters.roundedTo(precision), moments.map(m -> m.roundedTo(precision)), stepCount);
  }
}
