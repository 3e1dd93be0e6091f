package dev.lockstep.recording;

import dev.lockstep.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one training step computed, held in memory.
 *
 * @param step the number of the step, from 1
 * @param tensors every tensor by its name, in the order in which the step computed them
 */
public record StepRecord(int step, Map<TensorName, Tensor> tensors) {

  /** Copies the map, keeping its order. */
  public StepRecord {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** The tensor of that name; empty if this step has none. */
  public Optional<Tensor> tensor(TensorName name) {
    return Optional.ofNullable(tensors.get(name));
  }

  /**
   * The tensor of that name.
   *
   * @throws IllegalArgumentException if this step has none
   */
  public Tensor get(TensorName name) {
    return tensor(name)
        .orElseThrow(() -> new IllegalArgumentException("step " + step + " has no " + name));
  }

  /** This record without the tensors of a kind. */
  public StepRecord without(Kind kind) {
    Map<TensorName, Tensor> rest = new LinkedHashMap<>(tensors);
    rest.keySet().removeIf(name -> name.kind() == kind);
    return new StepRecord(step, rest);
  }
}
