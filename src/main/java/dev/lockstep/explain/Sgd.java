package dev.lockstep.explain;

import static dev.lockstep.explain.Setting.DAMPENING;
import static dev.lockstep.explain.Setting.LR;
import static dev.lockstep.explain.Setting.MOMENTUM;
import static dev.lockstep.explain.Setting.WEIGHT_DECAY;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stochastic gradient descent as {@code torch.optim.SGD} documents it.
 *
 * @param momentum what it does with a momentum buffer
 * @param dampened whether less than the whole gradient enters the buffer
 * @param decay where a weight decay enters
 */
public record Sgd(Momentum momentum, boolean dampened, Decay decay) implements UpdateRule {
  private static final String BUFFER = "momentum_buffer";

  /** What SGD does with a momentum buffer. */
  public enum Momentum {
    /** There is none. */
    NONE,
    /** It steps along the buffer, whose first content is the first gradient, not dampened. */
    CLASSICAL,
    /** It steps along the gradient and the buffer (Nesterov). */
    NESTEROV,
    /** Classical, but the first gradient too enters a zero buffer dampened: a running mean. */
    FROM_ZERO
  }

  /** Whether it looks ahead along the buffer. */
  boolean isNesterov() {
    return momentum == Momentum.NESTEROV;
  }

  @Override
  public String name() {
    String decoupled =
        switch (decay) {
          case NONE, COUPLED -> "";
          case DECOUPLED -> "-decoupled-decay";
          case UNSCALED -> "-unscaled-decay";
        };
    return "sgd" + (momentum == Momentum.FROM_ZERO ? "-buffer-from-zero" : "") + decoupled;
  }

  @Override
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>(List.of(LR));
    if (momentum != Momentum.NONE) {
      settings.add(MOMENTUM);
    }
    if (dampened) {
      settings.add(DAMPENING);
    }
    if (decay != Decay.NONE) {
      settings.add(WEIGHT_DECAY);
    }
    return settings;
  }

  @Override
  public List<String> states() {
    return momentum == Momentum.NONE ? List.of() : List.of(BUFFER);
  }

  /** Not of Nesterov's, whose first step looks ahead by a part that no state shows. */
  @Override
  public Optional<Mean> mean() {
    return momentum == Momentum.CLASSICAL && !dampened
        ? Optional.of(new Mean(BUFFER, MOMENTUM, false))
        : Optional.empty();
  }

  @Override
  public int departures() {
    return (momentum == Momentum.FROM_ZERO ? 1 : 0)
        + switch (decay) {
          case NONE, COUPLED -> 0;
          case DECOUPLED -> 1;
          case UNSCALED -> 2;
        };
  }

  @Override
  public Move move(Update update) {
    Rounded gradient = decay.gradient(update);
    if (momentum == Momentum.NONE) {
      return decay.move(update, gradient);
    }
    double kept = update.of(MOMENTUM);
    boolean whole = update.lacks(BUFFER) && momentum != Momentum.FROM_ZERO;
    Rounded buffer =
        update.keep(
            BUFFER,
            whole
                ? gradient
                : update.state(BUFFER).times(kept).plus(gradient.times(1 - update.of(DAMPENING))));
    return decay.move(
        update, momentum == Momentum.NESTEROV ? gradient.plus(buffer.times(kept)) : buffer);
  }
}
