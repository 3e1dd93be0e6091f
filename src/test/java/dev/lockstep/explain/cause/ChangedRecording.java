package dev.lockstep.explain.cause;

import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;

/** A recording some of whose tensors are others. */
final class ChangedRecording implements Recording {

  /** Gives what a tensor of a step becomes; null to leave it out. */
  interface Change {
    Values of(int step, TensorName name, Values values);
  }

  private final Recording of;
  private final Change change;

  ChangedRecording(Recording of, Change change) {
    this.of = of;
    this.change = change;
  }

  /** All numbers of a tensor changed one by one. */
  static Values mapped(Values values, DoubleUnaryOperator function) {
    double[] numbers = Rearranged.numbers(values);
    return Tensor.of(values.shape(), Arrays.stream(numbers).map(function).toArray());
  }

  /** All numbers of a tensor in other places: flat index to the flat index it is taken from. */
  static Values moved(Values values, IntUnaryOperator source) {
    double[] numbers = Rearranged.numbers(values);
    double[] moved = new double[numbers.length];
    Arrays.setAll(moved, i -> numbers[source.applyAsInt(i)]);
    return Tensor.of(values.shape(), moved);
  }

  @Override
  public RecordingFacts facts() {
    return of.facts();
  }

  @Override
  public List<Integer> steps() {
    return of.steps();
  }

  @Override
  public Map<TensorName, Values> step(int step) {
    Map<TensorName, Values> changed = new LinkedHashMap<>();
    of.step(step)
        .forEach(
            (name, values) -> {
              Values other = change.of(step, name, values);
              if (other != null) {
                changed.put(name, other);
              }
            });
    return changed;
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
