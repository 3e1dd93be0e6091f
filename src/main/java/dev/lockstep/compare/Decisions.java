package dev.lockstep.compare;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.RecordingFacts.Undecided;
import dev.lockstep.recording.TensorName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From where rounding decides which way a training goes. Free-running, all that comes after the
 * first undecided decision is undecided; in lockstep, the rest of its step.
 */
final class Decisions {
  private final List<Undecided> undecided;
  private final TensorOrder order;
  private final boolean lockstep;

  Decisions(List<Undecided> expected, List<Undecided> actual, TensorOrder order, boolean lockstep) {
    this.undecided = new ArrayList<>(expected);
    this.undecided.addAll(actual);
    this.order = order;
    this.lockstep = lockstep;
  }

  /** Whether a tensor of a step may have been turned; what a step was given never is by itself. */
  boolean mayHaveTurned(int step, TensorName name) {
    return undecided.stream().anyMatch(decision -> isFrom(step, name, decision));
  }

  private boolean isFrom(int step, TensorName name, Undecided decision) {
    if (name.kind() == Kind.START) {
      return false;
    }
    if (decision.step() == step) {
      return name.kind() != Kind.INPUT && order.isFrom(name, decision.tensor());
    }
    return !lockstep && decision.step() < step;
  }

  /** The first of all in time; empty if there is none. */
  Optional<Undecided> first() {
    return undecided.stream()
        .min(
            (one, other) -> {
              if (one.step() != other.step()) {
                return Integer.compare(one.step(), other.step());
              }
              return order.isFrom(one.tensor(), other.tensor()) ? 1 : -1;
            });
  }
}
