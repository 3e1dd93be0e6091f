package dev.lockstep.explain.cause;

import dev.lockstep.compare.Bound;
import dev.lockstep.compare.TensorPair;
import dev.lockstep.compare.TensorResult.Standing;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A parameter stays as it was, although it has a gradient. */
final class NotUpdated implements Search {

  @Override
  public List<Cause> of(Scene scene) {
    List<Cause> causes = new ArrayList<>();
    for (TensorPair pair : scene.pairs(Kind.PARAMETER)) {
      if (scene.parts(pair) && hasGradient(scene, pair.name()) && staysPut(scene, pair)) {
        causes.add(
            Cause.of(
                "not-updated",
                pair.name()
                    + " stays as it was from step "
                    + scene.step()
                    + (scene.pair(scene.step(), pair.name().as(Kind.GRADIENT)).isPresent()
                        ? " on although it has a gradient"
                        : " on")
                    + ": it is frozen, or not among those that the optimizer was given",
                0,
                "tensor",
                pair.name().toString()));
      }
    }
    return causes;
  }

  /** Whether it has one that rounding alone could not have made; true if nobody recorded any. */
  private static boolean hasGradient(Scene scene, TensorName parameter) {
    TensorName gradient = parameter.as(Kind.GRADIENT);
    boolean absent =
        scene.tensors().stream()
            .anyMatch(t -> t.name().equals(gradient) && t.standing() == Standing.MISSING);
    return !absent
        && scene
            .pair(scene.step(), gradient)
            .map(pair -> !Numbers.isZero(pair.actual()) && !pair.result().noiseHidesSignal())
            .orElse(true);
  }

  private static boolean staysPut(Scene scene, TensorPair pair) {
    Optional<Values> before = Earlier.actual(scene, pair.name(), 1);
    if (before.isEmpty() || !isEqual(pair.name(), before.get(), pair.actual())) {
      return false;
    }
    for (int step : scene.commonSteps()) {
      if (step > scene.step()) {
        Optional<TensorPair> later = scene.pair(step, pair.name());
        if (later.isPresent() && !isEqual(pair.name(), before.get(), later.get().actual())) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean isEqual(TensorName name, Values one, Values other) {
    return new TensorPair(name, one, other, new Bound.Equal()).result().mismatches() == 0;
  }
}
