package dev.lockstep.trajectory;

/** The parts of an epoch in the order in which they are computed. */
public enum Stage {
  /** A parameter, before the epoch. */
  START("initial value"),
  /** The hidden state after each step, [T, H]. */
  HIDDEN("hidden state"),
  /** The linear layer's output at each step, [T, V]. */
  LOGITS("logits"),
  /** The softmax of the logits at each step, [T, V]. */
  SOFTMAX("softmax"),
  /** The loss, one number. */
  LOSS("loss"),
  /** The gradient of the loss by a parameter. */
  GRADIENT("gradient"),
  /** Adam's first moment of a parameter's gradient, after the epoch. */
  FIRST_MOMENT("first moment"),
  /** Adam's second moment of a parameter's gradient, after the epoch. */
  SECOND_MOMENT("second moment"),
  /** A parameter after the update. */
  PARAMETER("updated parameter");

  private final String label;

  Stage(String label) {
    this.label = label;
  }

  /** The name that reports print. */
  public String label() {
    return label;
  }

  /** Whether the rows of this stage are the steps of the sequence. */
  public boolean isPerStep() {
    return this == HIDDEN || this == LOGITS || this == SOFTMAX;
  }
}
