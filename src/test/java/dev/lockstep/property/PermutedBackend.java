package dev.lockstep.property;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.Permutation;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;
import dev.lockstep.recording.StepRecord;

/**
 * An implementation that is given every case in another order of vocabulary and hidden units, and
 * whose numbers are put back in their places.
 *
 * @param right the implementation
 * @param permutation the other order
 */
record PermutedBackend(Backend right, Permutation permutation) implements Backend {

  @Override
  public BackendInfo info() {
    return right.info();
  }

  @Override
  public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
    Session session = right.open(permutation.of(trainingCase), permutation.of(state), execution);
    Permutation back = permutation.inverse();
    return new Session() {
      @Override
      public StepRecord step() {
        return back.of(session.step());
      }

      @Override
      public ModelState state() {
        return back.of(session.state());
      }

      @Override
      public void load(ModelState state) {
        session.load(permutation.of(state));
      }

      @Override
      public void close() {
        session.close();
      }
    };
  }
}
