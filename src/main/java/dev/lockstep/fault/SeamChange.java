package dev.lockstep.fault;

import dev.lockstep.backend.reference.ReferenceSession;
import dev.lockstep.backend.reference.Seams;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.tensor.Precision;
import java.util.function.Predicate;

/** An exchange of right parts for wrong ones. */
@FunctionalInterface
interface SeamChange {

  /**
   * The wrong parts; new ones at every call if they remember anything.
   *
   * @param right the right parts
   * @param trainingCase what is trained
   * @param precision in what format
   */
  Seams apply(Seams right, TrainingCase trainingCase, Precision precision);

  /** This exchange for the cases that have the part; the others keep the right one. */
  default SeamChange where(Predicate<TrainingCase> hasPart) {
    return (right, trainingCase, precision) ->
        hasPart.test(trainingCase) ? apply(right, trainingCase, precision) : right;
  }

  /** The reference with the parts exchanged. */
  default Variant variant() {
    return (trainingCase, state, precision, rounding) ->
        new ReferenceSession(
            trainingCase.task(),
            state,
            precision,
            apply(Seams.of(trainingCase, rounding), trainingCase, precision));
  }

  /** The same for parts that remember earlier epochs: a loaded state begins with new ones. */
  default Variant rememberingVariant() {
    return (trainingCase, state, precision, rounding) ->
        new ReopeningSession(
            start -> variant().open(trainingCase, start, precision, rounding), state);
  }
}
