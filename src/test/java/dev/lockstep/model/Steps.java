package dev.lockstep.model;

import dev.lockstep.cases.TrainingCase;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** Parts of a training step of the built-in networks. */
public final class Steps {
  private Steps() {}

  /** A parameter's gradient. */
  public static Tensor gradient(StepRecord step, String parameter) {
    return step.get(TensorName.of(Kind.GRADIENT, parameter));
  }

  /** All gradients. */
  public static Parameters gradients(StepRecord step, TrainingCase trainingCase) {
    return Parameters.of(ParameterLayout.of(trainingCase), name -> gradient(step, name));
  }

  /** The tensors of a kind, in order. */
  public static Map<TensorName, Tensor> of(StepRecord step, Kind kind) {
    Map<TensorName, Tensor> tensors = new LinkedHashMap<>(step.tensors());
    tensors.keySet().removeIf(name -> name.kind() != kind);
    return tensors;
  }

  /** A parameter after the update. */
  public static Tensor parameter(StepRecord step, String parameter) {
    return step.get(TensorName.of(Kind.PARAMETER, parameter));
  }
}
