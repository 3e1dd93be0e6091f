package dev.lockstep.backend.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.lockstep.cases.Task;
import java.util.List;
import java.util.stream.IntStream;

/** One call of the block for each step; what one step leaves is what the next one starts from. */
final class StepByStep implements Unrolling {
  private final int[] text;
  private final List<NDArray> characters; // V of [1, 1, V]

  StepByStep(Task task, NDManager manager, DataType type) {
    int size = task.vocabularySize();
    this.text = task.inputs();
    try (NDArray identity = manager.eye(size, size, 0, type)) {
      this.characters =
          IntStream.range(0, size)
              .mapToObj(i -> identity.get(i).reshape(new Shape(1, 1, size)))
              .toList();
    }
  }

  @Override
  public List<NDArray> inputs() {
    return characters;
  }

  @Override
  public NDArray hidden(Network network) {
    NDList hidden = new NDList(text.length); // T of [1, 1, H]
    NDList state = network.zeroState();
    for (int character : text) {
      NDList outputs = network.recur(characters.get(character), state);
      outputs.remove(0).close(); // the output of one step is its hidden state once more
      state = outputs;
      hidden.add(state.head());
    }
    // Unlike stack, concat copies a single array without its history, and so without a gradient.
    return NDArrays.stack(hidden).reshape(text.length, -1);
  }
}
