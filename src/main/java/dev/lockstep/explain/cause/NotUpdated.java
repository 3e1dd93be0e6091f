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
      if (scene.parts(pair) && isMoved(scene, pair.name()) && staysPut(scene, pair)) {
        causes.add(
            Cause.of(
                "not-updated",
                pair.name()
                    + " stays as it was from step "
                    + scene.step()
                    + " on"
                    + reason(scene, pair.name().as(Kind.GRADIENT))
                    + ": it is frozen, or not among those that the optimizer was given",
                0,
                "tensor",
                pair.name().toString()));
      }
    }
    return causes;
  }

  private static String reason(Scene scene, TensorName gradient) {
    return scene
        .pair(scene.step(), gradient)
        .map(pair -> isSomething(pair) ? "it has a gradient" : "the optimizer's state moves it")
        .map(what -> " although " + what)
        .orElse("");
  }

  /**
   * Whether there is something that moves a parameter: a gradient that rounding alone could not
   * have made, or a momentum that is as expected, such as that of a decay; true if nobody recorded
   * any gradient.
   */
  static boolean isMoved(Scene scene, TensorName parameter) {
    TensorName gradient = parameter.as(Kind.GRADIENT);
    boolean absent =
        scene.tensors().stream()
            .anyMatch(t -> t.name().equals(gradient) && t.standing() == Standing.MISSING);
    if (absent) {
      return false;
    }
    return scene.pair(scene.step(), gradient).map(NotUpdated::isSomething).orElse(true)
        || scene.pairs(Kind.OPTIMIZER).stream()
            .filter(state -> state.name().name().equals(parameter.name()))
            .filter(state -> state.expected().shape().rank() > 0) // no count of steps
            .anyMatch(state -> !scene.parts(state) && isSomething(state));
  }

  private static boolean isSomething(TensorPair pair) {
    return !Numbers.isZero(pair.actual()) && !pair.result().noiseHidesSignal();
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
