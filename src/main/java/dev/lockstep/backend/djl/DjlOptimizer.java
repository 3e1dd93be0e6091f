package dev.lockstep.backend.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.Moments;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.tensor.Precision;
import java.util.List;
import java.util.Optional;

/** An update rule with what it remembers, on the device. */
interface DjlOptimizer {

  /** The arrays that the rule keeps from epoch to epoch. */
  List<NDArray> memory();

  /**
   * One parameter's values after the update, in a new array.
   *
   * @param index the parameter's place in the layout
   * @param values its values before, of which no gradient is recorded
   * @param gradient the gradient of the loss by it
   * @param step the number of the update, from 1
   */
  NDArray update(int index, NDArray values, NDArray gradient, int step);

  /** What the rule remembers, in the state's form; empty if nothing. */
  Optional<Moments> moments();

  /**
   * Replaces what the rule remembers.
   *
   * @throws IllegalArgumentException if the rule needs moments and the state has none
   */
  void load(ModelState state);

  /** Makes the rule of a session. */
  interface Factory {
    /** The rule of that name and step size, its memory held by the manager. */
    DjlOptimizer of(
        OptimizerSpec spec, ParameterLayout layout, NDManager manager, Precision precision);
  }

  /** PyTorch's rules. */
  static DjlOptimizer of(
      OptimizerSpec spec, ParameterLayout layout, NDManager manager, Precision precision) {
    return spec.map(
        adam -> new TorchAdam(adam, layout, manager, precision),
        sgd -> new Sgd(sgd.learningRate()));
  }
}
