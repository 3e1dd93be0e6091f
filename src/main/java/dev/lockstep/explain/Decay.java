package dev.lockstep.explain;

/** How a weight decay enters an update. */
public enum Decay {
  /** It does not. */
  NONE,
  /** Added to the gradient, {@code g + wd · p}: Adam, SGD. */
  COUPLED,
  /** Taken off the parameter beside the update and scaled by the rate: {@code lr · wd · p}. */
  DECOUPLED,
  /** Taken off the parameter and not scaled by the rate: {@code wd · p}. */
  UNSCALED;

  /** The gradient with what a coupled decay adds. */
  Rounded gradient(Update update) {
    if (this != COUPLED) {
      return update.gradient();
    }
    return update.gradient().plus(update.parameter().times(update.of(Setting.WEIGHT_DECAY)));
  }

  /** The move in that direction, with what a decoupled decay takes off. */
  Move move(Update update, Rounded direction) {
    Rounded parameter = update.parameter();
    double decay = update.of(Setting.WEIGHT_DECAY);
    return switch (this) {
      case NONE, COUPLED -> new Move(parameter, direction);
      // PyTorch multiplies by 1 - lr · wd first: one more rounding of the scalar and the product
      case DECOUPLED -> new Move(parameter.times(1), direction.plus(parameter.times(decay)));
      case UNSCALED -> new Move(parameter.times(1 - decay), direction);
    };
  }
}
