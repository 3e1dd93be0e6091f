package dev.lockstep.backend.reference;

import dev.lockstep.backend.Session;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.tensor.Precision;

/** A way of training that is made of the reference's parts, right or deliberately wrong. */
@FunctionalInterface
public interface Variant {

  /**
   * A session of a case.
   *
   * @param trainingCase what to train
   * @param state where to start
   * @param precision the format to which every loaded state is rounded
   * @param rounding the number format of every operation
   */
  Session open(TrainingCase trainingCase, ModelState state, Precision precision, Rounding rounding);

  /** A session of a case that starts where the case does: from its seed's initial weights. */
  default Session start(TrainingCase trainingCase, Precision precision, Rounding rounding) {
    return open(trainingCase, TorchInitializer.initialState(trainingCase), precision, rounding);
  }

  /** Training as PyTorch defines it. */
  static Variant correct() {
    return (trainingCase, state, precision, rounding) ->
        new ReferenceSession(
            trainingCase.task(), state, precision, Seams.of(trainingCase, rounding));
  }
}
