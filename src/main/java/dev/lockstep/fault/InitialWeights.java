package dev.lockstep.fault;

import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.Parameters;
import dev.lockstep.tensor.Precision;
import java.util.function.Function;

/**
 * Right training from wrong initial weights. A state in which no update was made yet is opened with
 * weights of this variant's own; any other state, and every one that is loaded, is taken as it is.
 *
 * @param drawn the initial weights of a case
 */
record InitialWeights(Function<TrainingCase, Parameters> drawn) implements Variant {

  @Override
  public Session open(
      TrainingCase trainingCase, ModelState state, Precision precision, Rounding rounding) {
    ModelState start =
        state.stepCount() == 0
            ? new ModelState(drawn.apply(trainingCase), state.moments(), 0)
            : state;
    return Variant.correct().open(trainingCase, start, precision, rounding);
  }
}
