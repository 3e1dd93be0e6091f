package dev.lockstep.junit;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.util.Map;

/** One step of a golden recording. */
public final class GoldenStep {
  private final int number;
  private final Map<TensorName, Values> tensors;

  GoldenStep(int number, Map<TensorName, Values> tensors) {
    this.number = number;
    this.tensors = tensors;
  }

  /** The step's number, from 1. */
  public int number() {
    return number;
  }

  /**
   * What the step was given: inputs, targets, masks; integers come as they are up to 2^53.
   *
   * @param name without {@code input/}
   * @throws IllegalArgumentException if the step holds none of that name; the message says which it
   *     holds
   */
  public Tensor input(String name) {
    return tensor(TensorName.of(Kind.INPUT, name).toString());
  }

  /**
   * Any tensor of the step, such as {@code activation/lstm}.
   *
   * @throws IllegalArgumentException as {@link #input} does
   */
  public Tensor tensor(String name) {
    return Contents.of(tensors, Contents.name(name), "step " + number);
  }

  Map<TensorName, Values> tensors() {
    return tensors;
  }

  @Override
  public String toString() {
    return "step " + number;
  }
}
