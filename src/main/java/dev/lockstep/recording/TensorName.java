package dev.lockstep.recording;

import java.util.Objects;
import java.util.Optional;

/**
 * The name of one tensor of a training step, as printed: {@code gradient/lstm.weight_ih_l0}, {@code
 * optimizer/exp_avg/lstm.weight_ih_l0}.
 *
 * @param kind what the tensor is
 * @param state which part of the optimizer's state, such as {@code exp_avg}; the empty string for
 *     every other kind
 * @param name the framework's own name, without slashes: a parameter's for gradients, optimizer
 *     state and parameters
 */
public record TensorName(Kind kind, String state, String name) {

  /** PyTorch's name for the running mean of Adam's gradients. */
  public static final String EXP_AVG = "exp_avg";

  /** PyTorch's name for the running mean of the squares of Adam's gradients. */
  public static final String EXP_AVG_SQ = "exp_avg_sq";

  /**
   * @throws IllegalArgumentException if the name is empty, either part holds a slash, or a state is
   *     given for another kind than the optimizer's or not given for that
   */
  public TensorName {
    Objects.requireNonNull(kind, "kind");
    if (name.isEmpty() || name.indexOf('/') >= 0 || state.indexOf('/') >= 0) {
      throw new IllegalArgumentException("not a tensor's name: \"" + name + "\"");
    }
    if ((kind == Kind.OPTIMIZER) == state.isEmpty()) {
      throw new IllegalArgumentException(
          "optimizer state, and nothing else, says which: \"" + state + "\" of " + kind.label());
    }
  }

  /**
   * A tensor of any kind but the optimizer's state.
   *
   * @throws IllegalArgumentException as the constructor does
   */
  public static TensorName of(Kind kind, String name) {
    return new TensorName(kind, "", name);
  }

  /**
   * A part of the optimizer's state for a parameter.
   *
   * @throws IllegalArgumentException as the constructor does
   */
  public static TensorName optimizer(String state, String parameter) {
    return new TensorName(Kind.OPTIMIZER, state, parameter);
  }

  /** The name that a text spells; empty if it spells none. */
  public static Optional<TensorName> parse(String text) {
    String[] parts = text.split("/", -1);
    Optional<Kind> kind = Kind.ofLabel(parts[0]);
    boolean hasState = kind.filter(Kind.OPTIMIZER::equals).isPresent();
    if (kind.isEmpty()
        || parts.length != (hasState ? 3 : 2)
        || parts[parts.length - 1].isEmpty()
        || (hasState && parts[1].isEmpty())) {
      return Optional.empty();
    }
    return Optional.of(hasState ? optimizer(parts[1], parts[2]) : of(kind.orElseThrow(), parts[1]));
  }

  /** The same parameter's tensor of another kind. */
  public TensorName as(Kind other) {
    return of(other, name);
  }

  @Override
  public String toString() {
    return kind.label() + "/" + (state.isEmpty() ? "" : state + "/") + name;
  }
}
