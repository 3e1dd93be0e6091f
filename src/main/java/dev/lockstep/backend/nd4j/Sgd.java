package dev.lockstep.backend.nd4j;

import dev.lockstep.model.Moments;
import java.util.Optional;

/** {@code torch.optim.SGD} without momentum: p = p - lr · g. */
final class Sgd implements Optimizer {
  private final Kernel update;

  Sgd(Arena arena, ParameterArrays parameters, ParameterArrays gradients, double learningRate) {
    this.update =
        new Kernels(arena).accumulate(-learningRate, gradients.vector(), parameters.vector());
  }

  @Override
  public void update(int step) {
    update.run();
  }

  @Override
  public Optional<Moments> moments() {
    return Optional.empty();
  }

  @Override
  public void load(Optional<Moments> moments) {
    // Nothing is kept, so there is nothing to replace.
  }
}
