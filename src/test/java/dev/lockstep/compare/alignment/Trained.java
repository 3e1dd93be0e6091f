package dev.lockstep.compare.alignment;

import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A recording in memory, made up tensor by tensor. */
final class Trained implements Recording {
  private final Map<Integer, Map<TensorName, Values>> steps = new TreeMap<>();

  /** Adds a tensor to step 1. */
  Trained with(String name, Values values) {
    return with(1, name, values);
  }

  Trained with(int step, String name, Values values) {
    steps
        .computeIfAbsent(step, number -> new LinkedHashMap<>())
        .put(TensorName.parse(name).orElseThrow(), values);
    return this;
  }

  /** Adds a tensor of numbers to step 1. */
  Trained with(String name, Shape shape, double... values) {
    return with(name, Tensor.of(shape, values));
  }

  @Override
  public RecordingFacts facts() {
    return RecordingFacts.of("made up", ElementType.F64).withSteps(steps.size(), List.of());
  }

  @Override
  public List<Integer> steps() {
    return List.copyOf(steps.keySet());
  }

  @Override
  public Map<TensorName, Values> step(int step) {
    return steps.get(step);
  }
}
