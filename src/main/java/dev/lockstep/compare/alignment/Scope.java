package dev.lockstep.compare.alignment;

import dev.lockstep.recording.Kind;
import java.util.Locale;

/** Which tensors share a pair: all kinds of a parameter's do, each other kind is on its own. */
enum Scope {
  PARAMETER,
  INPUT,
  ACTIVATION,
  LOSS;

  /** A name as reports show it: a parameter's alone, any other with its kind. */
  String named(String name) {
    return this == PARAMETER ? name : name().toLowerCase(Locale.ROOT) + "/" + name;
  }

  static Scope of(Kind kind) {
    return switch (kind) {
      case START, GRADIENT, OPTIMIZER, PARAMETER -> PARAMETER;
      case INPUT -> INPUT;
      case ACTIVATION -> ACTIVATION;
      case LOSS -> LOSS;
    };
  }
}
