package dev.lockstep.backend.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Adam;
import ai.djl.training.tracker.Tracker;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.Moments;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.tensor.Precision;
import java.util.List;
import java.util.Optional;

/** DJL's own Adam, which is not PyTorch's; it keeps its moments to itself. */
final class LibraryAdam implements DjlOptimizer {
  private final ParameterLayout layout;
  private final Adam adam;

  LibraryAdam(OptimizerSpec spec, ParameterLayout layout, NDManager manager, Precision precision) {
    this.layout = layout;
    this.adam =
        Adam.builder().optLearningRateTracker(Tracker.fixed((float) spec.learningRate())).build();
  }

  @Override
  public List<NDArray> memory() {
    return List.of();
  }

  @Override
  public NDArray update(int index, NDArray values, NDArray gradient, int step) {
    NDArray updated = values.duplicate();
    adam.update(layout.names().get(index), updated, gradient);
    return updated;
  }

  @Override
  public Optional<Moments> moments() {
    return Optional.empty();
  }

  /** Its moments cannot be set from outside; it starts from its own zeros. */
  @Override
  public void load(ModelState state) {}
}
