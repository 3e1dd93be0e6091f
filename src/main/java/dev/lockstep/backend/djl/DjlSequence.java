package dev.lockstep.backend.djl;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;

/** DJL's recurrent block over the whole text in one call, like {@code torch.nn.RNN}. */
public final class DjlSequence implements Backend {
  private static final DjlBackend BACKEND =
      new DjlBackend(
          "djl-sequence",
          "library recurrent block over the whole text in one call, library autograd",
          () -> WholeSequence::new,
          () -> DjlOptimizer::of,
          25);

  /** Loads nothing; called by {@link java.util.ServiceLoader}. */
  public DjlSequence() {}

  @Override
  public BackendInfo info() {
    return BACKEND.info();
  }

  @Override
  public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
    return BACKEND.open(trainingCase, state, execution);
  }
}
