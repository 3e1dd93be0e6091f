package dev.lockstep.backend.nd4j;

import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.Parameters;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One array for each parameter of a layout, side by side in one vector, so that an optimizer needs
 * one operation for all of them.
 */
final class ParameterArrays {
  private final Arena arena;
  private final ParameterLayout layout;
  private final INDArray vector;
  private final Map<String, INDArray> views = new HashMap<>();

  /** Zeros of the layout's shapes. */
  ParameterArrays(Arena arena, ParameterLayout layout) {
    this.arena = arena;
    this.layout = layout;
    this.vector = arena.zeros(layout.size());
    int start = 0;
    for (String name : layout.names()) {
      Shape shape = layout.shape(name);
      INDArray part = Slices.rows(vector, start, start + shape.size());
      views.put(
          name, shape.rank() == 1 ? part : Slices.reshape(part, shape.rows(), shape.columns()));
      start += shape.size();
    }
  }

  /** Names and shapes. */
  ParameterLayout layout() {
    return layout;
  }

  /** All parameters one after the other, in the layout's order. */
  INDArray vector() {
    return vector;
  }

  /** The view of one parameter, in the layout's shape. */
  INDArray get(String name) {
    return views.get(name);
  }

  /** Overwrites the arrays, rounding to the arena's precision. */
  void write(Parameters parameters) {
    double[] values = new double[layout.size()];
    int start = 0;
    for (Tensor tensor : parameters.tensors()) {
      System.arraycopy(tensor.toArray(), 0, values, start, tensor.size());
      start += tensor.size();
    }
    arena.write(vector, values);
  }

  /** A copy of the present values. */
  Parameters read() {
    double[] values = arena.read(vector);
    int[] start = {0};
    return Parameters.of(
        layout,
        name -> {
          Shape shape = layout.shape(name);
          int from = start[0];
          start[0] += shape.size();
          return Tensor.of(shape, Arrays.copyOfRange(values, from, start[0]));
        });
  }
}
