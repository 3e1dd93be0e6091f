package dev.lockstep.model;

import dev.lockstep.recording.TensorName;
import java.util.Map;
import java.util.Optional;

/** How the tensors of a training step are called in sentences: names of tensors in words. */
public final class Wording {
  private static final Map<String, String> OPTIMIZER_STATES =
      Map.of(TensorName.EXP_AVG, "first moment", TensorName.EXP_AVG_SQ, "second moment");

  private Wording() {}

  /** A tensor: {@code softmax}, {@code gradient of weight_ih}, {@code updated bias}. */
  public static String of(TensorName name) {
    return switch (name.kind()) {
      case PARAMETER -> "updated " + name.name();
      case START, GRADIENT, OPTIMIZER -> part(name) + " of " + name.name();
      case INPUT, ACTIVATION, LOSS -> part(name);
    };
  }

  /** The part of a step that a tensor belongs to: {@code gradient}, {@code first moment}. */
  public static String part(TensorName name) {
    return switch (name.kind()) {
      case START -> "initial value";
      case INPUT, LOSS -> name.name();
      case ACTIVATION -> name.equals(StepTensors.HIDDEN) ? "hidden state" : name.name();
      case GRADIENT -> "gradient";
      case OPTIMIZER -> OPTIMIZER_STATES.getOrDefault(name.state(), name.state());
      case PARAMETER -> "updated parameter";
    };
  }

  /** The parameter that a tensor belongs to; empty if it belongs to none. */
  public static Optional<String> parameter(TensorName name) {
    return switch (name.kind()) {
      case START, GRADIENT, OPTIMIZER, PARAMETER -> Optional.of(name.name());
      case INPUT, ACTIVATION, LOSS -> Optional.empty();
    };
  }
}
