package dev.lockstep.compare.alignment;

import dev.lockstep.recording.Kind;

/** Which tensors share a pair: all kinds of a parameter's do, each other kind is on its own. */
enum Scope {
  PARAMETER,
  INPUT,
  ACTIVATION,
  LOSS;

  static Scope of(Kind kind) {
    return switch (kind) {
      case START, GRADIENT, OPTIMIZER, PARAMETER -> PARAMETER;
      case INPUT -> INPUT;
      case ACTIVATION -> ACTIVATION;
      case LOSS -> LOSS;
    };
  }
}
