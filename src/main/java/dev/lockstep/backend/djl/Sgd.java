package dev.lockstep.backend.djl;

import ai.djl.ndarray.NDArray;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.Moments;
import java.util.List;
import java.util.Optional;

/**
 * {@code torch.optim.SGD} without momentum.
 *
 * @param learningRate the step size
 */
record Sgd(double learningRate) implements DjlOptimizer {

  @Override
  public List<NDArray> memory() {
    return List.of();
  }

  @Override
  public NDArray update(int index, NDArray values, NDArray gradient, int step) {
    return values.sub(gradient.mul(learningRate));
  }

  @Override
  public Optional<Moments> moments() {
    return Optional.empty();
  }

  @Override
  public void load(ModelState state) {}
}
