package dev.lockstep.model;

import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Records in which one tensor is not what was computed. */
public final class TamperedStep {
  private TamperedStep() {}

  /** The same step with something added to one element of a tensor. */
  public static StepRecord add(StepRecord step, TensorName name, int index, double shift) {
    return with(
        step,
        name,
        tensor -> {
          double[] values = tensor.toArray();
          values[index] += shift;
          return Tensor.of(tensor.shape(), values);
        });
  }

  /** The same step with a tensor changed, which must be there. */
  public static StepRecord with(StepRecord step, TensorName name, UnaryOperator<Tensor> change) {
    Map<TensorName, Tensor> tensors = new LinkedHashMap<>(step.tensors());
    tensors.put(name, change.apply(step.get(name)));
    return new StepRecord(step.step(), tensors);
  }
}
