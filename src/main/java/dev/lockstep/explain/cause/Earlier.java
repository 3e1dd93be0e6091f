package dev.lockstep.explain.cause;

import dev.lockstep.compare.TensorPair;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Values;
import java.util.Optional;

/** What a tensor was some steps before the scene. */
final class Earlier {
  private Earlier() {}

  /**
   * The pair of some steps before; of a parameter before the first step, what it starts from.
   *
   * @param steps 1 or more
   */
  static Optional<TensorPair> pair(Scene scene, TensorName name, int steps) {
    int number = scene.step() - steps;
    if (number > 0) {
      return scene.commonSteps().contains(number) ? scene.pair(number, name) : Optional.empty();
    }
    return number == 0 && name.kind() == Kind.PARAMETER
        ? scene.pair(1, name.as(Kind.START))
        : Optional.empty();
  }

  /** The actual side's tensor of some steps before. */
  static Optional<Values> actual(Scene scene, TensorName name, int steps) {
    return pair(scene, name, steps).map(TensorPair::actual);
  }

  /** The expected side's tensor of some steps before. */
  static Optional<Values> expected(Scene scene, TensorName name, int steps) {
    return pair(scene, name, steps).map(TensorPair::expected);
  }
}
