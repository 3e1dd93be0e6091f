package dev.lockstep.recording;

import dev.lockstep.tensor.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one training did, step by step, as named tensors. Steps count from 1 and may have gaps; not
 * every step need hold the same tensors. Any number of threads may read at once.
 */
public interface Recording extends AutoCloseable {

  /** What is said of the recording beside its tensors. */
  RecordingFacts facts();

  /** The numbers of the steps that are there, ascending. */
  List<Integer> steps();

  /**
   * A step's tensors by name, in the order in which the step computed them.
   *
   * @param step one of {@link #steps()}
   * @throws IllegalArgumentException if there is no such step
   */
  Map<TensorName, Values> step(int step);

  /**
   * How far rounding alone moves each element of a step of a free-running training: root mean
   * square deviations, each of its tensor's shape or of shape {@code []} for all elements.
   *
   * @param step one of {@link #steps()}
   * @return empty if this recording says nothing of that step
   */
  default Optional<Map<TensorName, Values>> noise(int step) {
    return Optional.empty();
  }

  /** As {@link #noise}, for one step that started from the expected state before it. */
  default Optional<Map<TensorName, Values>> localNoise(int step) {
    return Optional.empty();
  }

  /**
   * The sketches of a step's tensors that are too large to keep, each of shape {@code [k]}, as
   * {@link Sketch} computes them; the tensors' own shapes stand in {@link RecordingFacts#shapes}.
   *
   * @param step one of {@link #steps()}
   */
  default Map<TensorName, Values> sketches(int step) {
    return Map.of();
  }

  /** As {@link #noise}, of sketches: how far rounding alone moves each of their numbers. */
  default Map<TensorName, Values> sketchNoise(int step) {
    return Map.of();
  }

  /** As {@link #localNoise}, of sketches. */
  default Map<TensorName, Values> localSketchNoise(int step) {
    return Map.of();
  }

  /** What was passed over while reading, one line each; empty if nothing was. */
  default List<String> warnings() {
    return List.of();
  }

  /**
   * Tells whether what was read is still what is there; asked after the last read.
   *
   * @throws InvalidRecordingException if somebody wrote to it meanwhile
   */
  default void requireUnchanged() {}

  /** Lets go of files, if there are any; the second call does nothing. */
  @Override
  default void close() {}
}
