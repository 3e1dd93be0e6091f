package dev.lockstep.junit;

import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Values;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a test computed, in memory, without noise. */
final class CheckedRecording implements Recording {
  private final TreeMap<Integer, Map<TensorName, Values>> steps = new TreeMap<>();
  private RecordingFacts facts;

  CheckedRecording(String name, String source, ElementType precision) {
    this.facts = RecordingFacts.of(name, precision).withSource(source);
  }

  void lockstep() {
    facts = facts.withLockstep(true);
  }

  void add(int step, TensorName name, Values values) {
    Values same =
        steps.computeIfAbsent(step, unused -> new LinkedHashMap<>()).putIfAbsent(name, values);
    if (same != null) {
      throw new IllegalArgumentException(name + " of step " + step + " was checked already");
    }
    facts = facts.withSteps(steps.lastKey(), List.of());
  }

  @Override
  public RecordingFacts facts() {
    return facts;
  }

  @Override
  public List<Integer> steps() {
    return List.copyOf(steps.keySet());
  }

  @Override
  public Map<TensorName, Values> step(int step) {
    Map<TensorName, Values> tensors = steps.get(step);
    if (tensors == null) {
      throw new IllegalArgumentException("no step " + step);
    }
    return Collections.unmodifiableMap(tensors);
  }
}
