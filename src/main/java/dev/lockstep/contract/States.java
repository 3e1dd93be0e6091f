package dev.lockstep.contract;

import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.Parameters;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import java.util.function.UnaryOperator;

/** Model states made from others. */
final class States {
  private States() {}

  /** A state of a float64 training after two updates, whose numbers float32 does not hold. */
  static ModelState fine(TrainingCase trainingCase) {
    try (Session session =
        Variant.correct().start(trainingCase, Precision.FLOAT64, Rounding.exact())) {
      session.step();
      session.step();
      return session.state();
    }
  }

  /** The same state with one parameter changed. */
  static ModelState withParameter(ModelState state, String name, UnaryOperator<Tensor> change) {
    Parameters parameters = state.parameters();
    Parameters changed =
        Parameters.of(
            parameters.layout(),
            other ->
                other.equals(name) ? change.apply(parameters.get(name)) : parameters.get(other));
    return new ModelState(changed, state.moments(), state.stepCount());
  }

  /** The same state after another number of updates. */
  static ModelState withStepCount(ModelState state, int stepCount) {
    return new ModelState(state.parameters(), state.moments(), stepCount);
  }
}
