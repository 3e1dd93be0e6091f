package dev.lockstep.recording;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a tensor of a training step is, in the order in which a step computes them. */
public enum Kind {
  /** A parameter before the first step. */
  START,
  /** What the step was given: inputs, targets, masks. */
  INPUT,
  /** A module's output in the forward pass. */
  ACTIVATION,
  /** A loss, before the update. */
  LOSS,
  /** The gradient of the loss by a parameter, as the optimizer received it. */
  GRADIENT,
  /** The optimizer's state after the update, such as {@code exp_avg}. */
  OPTIMIZER,
  /** A parameter after the update. */
  PARAMETER;

  private static final Map<String, Kind> BY_LABEL =
      Arrays.stream(values()).collect(Collectors.toMap(Kind::label, kind -> kind));

  private final String label = name().toLowerCase(Locale.ROOT);

  /** The kind of that label; empty if there is none. */
  public static Optional<Kind> ofLabel(String label) {
    return Optional.ofNullable(BY_LABEL.get(label));
  }

  /** The word that stands before the slash in a tensor's name: {@code gradient}. */
  public String label() {
    return label;
  }

  /** Whether a training computes it: neither what it starts from nor what it is given. */
  public boolean isComputed() {
    return this != START && this != INPUT;
  }
}
