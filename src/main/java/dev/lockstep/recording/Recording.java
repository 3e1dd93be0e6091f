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
  Optional<Map<TensorName, Values>> noise(int step);

  /** As {@link #noise}, for one step that started from the expected state before it. */
  Optional<Map<TensorName, Values>> localNoise(int step);

  /** Lets go of files; the second call does nothing. */
  @Override
  void close();
}
