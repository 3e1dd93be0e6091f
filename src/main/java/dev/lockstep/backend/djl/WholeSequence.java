package dev.lockstep.backend.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.lockstep.cases.Task;
import java.util.List;

/** One call of the block over all steps. */
final class WholeSequence implements Unrolling {
  private final NDArray sequence; // [T, 1, V]

  WholeSequence(Task task, NDManager manager, DataType type) {
    try (NDArray indices = manager.create(task.inputs());
        NDArray oneHot = indices.oneHot(task.vocabularySize(), type)) {
      this.sequence = oneHot.expandDims(1);
    }
  }

  @Override
  public List<NDArray> inputs() {
    return List.of(sequence);
  }

  @Override
  public NDArray hidden(Network network) {
    NDArray hidden = network.recur(sequence, network.zeroState()).head(); // [T, 1, H]
    return hidden.squeeze(1);
  }
}
