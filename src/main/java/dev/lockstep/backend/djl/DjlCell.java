package dev.lockstep.backend.djl;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.ModelState;

/**
 * DJL's recurrent block one character at a time, the state carried from step to step, like {@code
 * torch.nn.RNNCell}.
 */
public final class DjlCell implements Backend {
  private static final DjlBackend BACKEND =
      new DjlBackend(
          "djl-cell",
          "library recurrent block one step at a time, library autograd",
          () -> StepByStep::new,
          () -> DjlOptimizer::of,
          120);

  /** Loads nothing; called by {@link java.util.ServiceLoader}. */
  public DjlCell() {}

  @Override
  public BackendInfo info() {
    return BACKEND.info();
  }

  @Override
  public Session open(TrainingCase trainingCase, ModelState state, Execution execution) {
    return BACKEND.open(trainingCase, state, execution);
  }
}
