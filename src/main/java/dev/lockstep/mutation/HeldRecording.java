package dev.lockstep.mutation;

import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Values;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A recording whose steps are held in memory, without noise of its own.
 *
 * @param facts what is said of it
 * @param tensors every step's tensors by name, in the order in which the step computed them
 */
record HeldRecording(RecordingFacts facts, SortedMap<Integer, Map<TensorName, Values>> tensors)
    implements Recording {

  /** Copies the maps, keeping their order. */
  HeldRecording {
    SortedMap<Integer, Map<TensorName, Values>> copy = new TreeMap<>();
    tensors.forEach(
        (step, held) -> copy.put(step, Collections.unmodifiableMap(new LinkedHashMap<>(held))));
    tensors = Collections.unmodifiableSortedMap(copy);
  }

  /** What another recording holds at present. */
  static HeldRecording of(Recording recording) {
    SortedMap<Integer, Map<TensorName, Values>> tensors = new TreeMap<>();
    for (int step : recording.steps()) {
      Map<TensorName, Values> held = new LinkedHashMap<>();
      recording.step(step).forEach((name, values) -> held.put(name, HeldValues.of(values)));
      tensors.put(step, held);
    }
    return new HeldRecording(recording.facts(), tensors);
  }

  @Override
  public List<Integer> steps() {
    return List.copyOf(tensors.keySet());
  }

  @Override
  public Map<TensorName, Values> step(int step) {
    Map<TensorName, Values> held = tensors.get(step);
    if (held == null) {
      throw new IllegalArgumentException("no step " + step);
    }
    return held;
  }

  @Override
  public Optional<Map<TensorName, Values>> noise(int step) {
    return Optional.empty();
  }

  @Override
  public Optional<Map<TensorName, Values>> localNoise(int step) {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
