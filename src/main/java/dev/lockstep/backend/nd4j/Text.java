package dev.lockstep.backend.nd4j;

import dev.lockstep.cases.Task;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A task's characters, one-hot, [T, V].
 *
 * @param inputs the input of each step
 * @param targets the target of each step
 */
record Text(INDArray inputs, INDArray targets) {

  /** The arrays of a task. */
  static Text of(Arena arena, Task task) {
    return new Text(
        oneHot(arena, task.inputs(), task.vocabularySize()),
        oneHot(arena, task.targets(), task.vocabularySize()));
  }

  /** T. */
  int steps() {
    return inputs.rows();
  }

  private static INDArray oneHot(Arena arena, int[] indices, int vocabulary) {
    double[] values = new double[indices.length * vocabulary];
    for (int t = 0; t < indices.length; t++) {
      values[t * vocabulary + indices[t]] = 1;
    }
    INDArray array = arena.zeros(indices.length, vocabulary);
    arena.write(array, values);
    return array;
  }
}
