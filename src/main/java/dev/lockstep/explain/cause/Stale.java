package dev.lockstep.explain.cause;

import dev.lockstep.compare.TensorPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A tensor is the expected one of an earlier step. */
final class Stale implements Search {
  private static final int MOST_STEPS = 4;

  @Override
  public List<Cause> of(Scene scene) {
    for (int steps = 1; steps <= MOST_STEPS; steps++) {
      List<String> tensors = new ArrayList<>();
      double excess = 0;
      for (TensorPair pair : scene.firstPartedPairs()) {
        Optional<Double> left =
            canBeStale(scene, pair) ? left(scene, pair, steps) : Optional.empty();
        if (left.isPresent() && left.get() <= 1) {
          tensors.add(pair.name().toString());
          excess = Math.max(excess, left.get());
        }
      }
      if (!tensors.isEmpty()) {
        return List.of(cause(scene, tensors, steps, excess));
      }
    }
    return List.of();
  }

  /** A parameter that nothing moves is the one of the step before, and right so. */
  private static boolean canBeStale(Scene scene, TensorPair pair) {
    return switch (pair.name().kind()) {
      case START -> false;
      case PARAMETER -> NotUpdated.isMoved(scene, pair.name());
      default -> true;
    };
  }

  private static Optional<Double> left(Scene scene, TensorPair pair, int steps) {
    return Earlier.pair(scene, pair.name(), steps)
        .filter(earlier -> earlier.expected().shape().equals(pair.actual().shape()))
        .filter(earlier -> !Numbers.isZero(earlier.expected()))
        .map(
            earlier -> new TensorPair(pair.name(), earlier.expected(), pair.actual(), pair.bound()))
        .map(earlier -> earlier.result().maxExcess());
  }

  private static Cause cause(Scene scene, List<String> tensors, int steps, double excess) {
    String which =
        tensors.size() == 1
            ? tensors.get(0) + " is"
            : tensors.size() + " tensors, first " + tensors.get(0) + ", are";
    String sentence =
        which
            + " the expected one of "
            + (steps == 1 ? "the step before" : steps + " steps before")
            + " in step "
            + scene.step()
            + ": it is kept, read or recorded too late";
    return Cause.of(
        "stale", sentence, excess, "tensor", tensors.get(0), "steps", steps, "tensors", tensors);
  }
}
