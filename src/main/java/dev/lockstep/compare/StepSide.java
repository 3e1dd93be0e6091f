package dev.lockstep.compare;

import dev.lockstep.recording.Recording;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Values;
import java.util.Map;

/**
 * What one side of a comparison holds of one step.
 *
 * @param tensors by name
 * @param noise of the tensors, as far as it is known
 * @param sketches of the tensors that are too large to keep
 * @param sketchNoise of the sketches, as far as it is known
 */
record StepSide(
    Map<TensorName, Values> tensors,
    Map<TensorName, Values> noise,
    Map<TensorName, Values> sketches,
    Map<TensorName, Values> sketchNoise) {

  /**
   * Reads the headers of a step; nothing at all if the recording lacks that step.
   *
   * @param lockstep whether the noise of one step alone is wanted, or that of all steps up to it
   */
  static StepSide of(Recording recording, int step, boolean lockstep) {
    if (!recording.steps().contains(step)) {
      return new StepSide(Map.of(), Map.of(), Map.of(), Map.of());
    }
    return new StepSide(
        recording.step(step),
        (lockstep ? recording.localNoise(step) : recording.noise(step)).orElse(Map.of()),
        recording.sketches(step),
        lockstep ? recording.localSketchNoise(step) : recording.sketchNoise(step));
  }

  /** Whether this side holds the tensor, whole or as a sketch. */
  boolean holds(TensorName name) {
    return tensors.containsKey(name) || sketches.containsKey(name);
  }

  /** The tensor, or its sketch. */
  Values either(TensorName name) {
    return tensors.containsKey(name) ? tensors.get(name) : sketches.get(name);
  }
}
