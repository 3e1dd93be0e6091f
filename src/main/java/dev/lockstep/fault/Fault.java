package dev.lockstep.fault;

import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.TrainingCase;
import java.util.function.Predicate;

/**
 * A wrong implementation of training.
 *
 * @param id a stable name of small letters, digits and hyphens
 * @param sentence completes "the numbers match if ..."; no full stop
 * @param visibility when it shows
 * @param applicability the cases whose numbers it changes
 * @param variant the wrong implementation
 */
public record Fault(
    String id,
    String sentence,
    Visibility visibility,
    Predicate<TrainingCase> applicability,
    Variant variant) {

  /**
   * Whether the fault can change a number of a free-running training of the case. Where not, its
   * variant trains as the reference does. It is told from the case alone, so that a fault that
   * applies can still change nothing: a norm that is clipped may never be reached, and of a relu
   * cell all units may be dead.
   */
  public boolean appliesTo(TrainingCase trainingCase) {
    return applicability.test(trainingCase);
  }

  @Override
  public String toString() {
    return id;
  }
}
