package dev.lockstep.junit;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.util.Map;

/** What a step of a golden recording starts from. */
public final class StateBefore {
  private final int step;
  private final Map<String, Tensor> parameters;
  private final Map<TensorName, Values> before;
  private final boolean first;

  /**
   * The state before a step.
   *
   * @param before the tensors of the step before, or those of the first step itself
   * @param first whether it is the first step, which starts from {@code start/}
   */
  StateBefore(int step, Map<TensorName, Values> before, boolean first) {
    this.step = step;
    this.before = before;
    this.first = first;
    this.parameters = Contents.ofKind(before, first ? Kind.START : Kind.PARAMETER);
  }

  /** Every parameter by its name, in the order in which the golden holds them. */
  public Map<String, Tensor> parameters() {
    return parameters;
  }

  /**
   * One parameter.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public Tensor parameter(String name) {
    return Contents.of(before, TensorName.of(first ? Kind.START : Kind.PARAMETER, name), where());
  }

  /**
   * A part of the optimizer's state: zeros of its shape before the first step, as PyTorch starts
   * it.
   *
   * @param state PyTorch's word for it, such as {@code exp_avg}
   * @param name the parameter's
   * @throws IllegalArgumentException if there is none
   */
  public Tensor optimizer(String state, String name) {
    Tensor found = Contents.of(before, TensorName.optimizer(state, name), where());
    return first ? Tensor.zeros(found.shape()) : found;
  }

  private String where() {
    return "the state before step " + step;
  }
}
