package dev.lockstep.compare;

import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A recording in memory, put together tensor by tensor. */
final class TestRecording implements Recording {
  private final Map<Integer, Map<TensorName, Values>> steps = new TreeMap<>();
  private final Map<Integer, Map<TensorName, Values>> noise = new TreeMap<>();
  private final Map<Integer, Map<TensorName, Values>> local = new TreeMap<>();
  private final Map<Integer, Map<TensorName, Values>> sketches = new TreeMap<>();
  private final Map<Integer, Map<TensorName, Values>> sketchNoise = new TreeMap<>();
  private RecordingFacts facts = RecordingFacts.of("test", ElementType.F32);

  static TensorName name(String text) {
    return TensorName.parse(text).orElseThrow();
  }

  static Values of(ElementType type, double... numbers) {
    return new Typed(type, Tensor.of(Shape.of(numbers.length), numbers));
  }

  TestRecording with(int step, String name, Values values) {
    steps.computeIfAbsent(step, unused -> new LinkedHashMap<>()).put(name(name), values);
    return this;
  }

  /** A tensor of float32 numbers. */
  TestRecording with(int step, String name, double... numbers) {
    return with(step, name, of(ElementType.F32, numbers));
  }

  TestRecording noise(int step, String name, double... deviations) {
    noise
        .computeIfAbsent(step, unused -> new LinkedHashMap<>())
        .put(name(name), of(ElementType.F32, deviations));
    return this;
  }

  TestRecording local(int step, String name, double... deviations) {
    local
        .computeIfAbsent(step, unused -> new LinkedHashMap<>())
        .put(name(name), of(ElementType.F32, deviations));
    return this;
  }

  TestRecording sketch(int step, String name, double[] numbers, double... deviations) {
    sketches
        .computeIfAbsent(step, unused -> new LinkedHashMap<>())
        .put(name(name), Tensor.of(Shape.of(numbers.length), numbers));
    if (deviations.length > 0) {
      sketchNoise
          .computeIfAbsent(step, unused -> new LinkedHashMap<>())
          .put(name(name), Tensor.of(Shape.of(deviations.length), deviations));
    }
    steps.computeIfAbsent(step, unused -> new LinkedHashMap<>());
    return this;
  }

  TestRecording order(String... names) {
    facts = facts.withSteps(1, List.of(names).stream().map(TestRecording::name).toList());
    return this;
  }

  TestRecording undecided(int step, String name) {
    List<RecordingFacts.Undecided> all = new ArrayList<>(facts.undecided());
    all.add(new RecordingFacts.Undecided(step, name(name), 1));
    facts = facts.withUndecided(all);
    return this;
  }

  TestRecording lockstep() {
    facts = facts.withLockstep(true);
    return this;
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
    return steps.get(step);
  }

  @Override
  public Map<TensorName, Values> sketches(int step) {
    return sketches.getOrDefault(step, Map.of());
  }

  @Override
  public Map<TensorName, Values> sketchNoise(int step) {
    return sketchNoise.getOrDefault(step, Map.of());
  }

  @Override
  public Optional<Map<TensorName, Values>> noise(int step) {
    return Optional.ofNullable(noise.get(step));
  }

  @Override
  public Optional<Map<TensorName, Values>> localNoise(int step) {
    return Optional.ofNullable(local.get(step));
  }

  /** Numbers rounded to a type. */
  private record Typed(ElementType type, Tensor tensor) implements Values {
    @Override
    public Shape shape() {
      return tensor.shape();
    }

    @Override
    public void read(long from, double[] into, int count) {
      tensor.read(from, into, count);
      for (int i = 0; i < count; i++) {
        into[i] = type.round(into[i]);
      }
    }
  }
}
