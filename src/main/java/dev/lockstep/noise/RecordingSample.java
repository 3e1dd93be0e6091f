package dev.lockstep.noise;

import dev.lockstep.recording.InvalidRecordingException;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.RecordingFolder;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Values;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A recording whose noise comes from other recordings of the same training, made on other machines,
 * with other numbers of threads or in another order; what it says of noise itself is passed over.
 * Free-running ones give the noise of free-running trainings, and those in lockstep that of single
 * steps.
 */
public final class RecordingSample implements Recording {
  private final Recording expected;
  private final List<Recording> others;

  /**
   * A recording with others of the same training, which stay open for as long as it is read.
   *
   * @param others one or more
   */
  public RecordingSample(Recording expected, List<Recording> others) {
    this.expected = expected;
    this.others = List.copyOf(others);
  }

  /**
   * Opens a recording and others of the same training.
   *
   * @param others none gives the recording with its own noise
   * @throws InvalidRecordingException if one of them cannot be opened; then none is open
   */
  public static Recording open(Path expected, List<Path> others) {
    List<Recording> opened = new ArrayList<>();
    try {
      opened.add(RecordingFolder.open(expected));
      for (Path other : others) {
        opened.add(RecordingFolder.open(other));
      }
    } catch (InvalidRecordingException e) {
      opened.forEach(Recording::close);
      throw e;
    }
    return others.isEmpty()
        ? opened.get(0)
        : new RecordingSample(opened.get(0), opened.subList(1, opened.size()));
  }

  @Override
  public RecordingFacts facts() {
    return expected.facts();
  }

  @Override
  public List<Integer> steps() {
    return expected.steps();
  }

  @Override
  public Map<TensorName, Values> step(int step) {
    return expected.step(step);
  }

  @Override
  public Map<TensorName, Values> sketches(int step) {
    return expected.sketches(step);
  }

  @Override
  public Optional<Map<TensorName, Values>> noise(int step) {
    return Optional.of(sampled(tensors(step, false), expected.step(step)));
  }

  @Override
  public Optional<Map<TensorName, Values>> localNoise(int step) {
    return Optional.of(sampled(tensors(step, true), expected.step(step)));
  }

  @Override
  public Map<TensorName, Values> sketchNoise(int step) {
    return sampled(sketches(step, false), expected.sketches(step));
  }

  @Override
  public Map<TensorName, Values> localSketchNoise(int step) {
    return sampled(sketches(step, true), expected.sketches(step));
  }

  private List<Map<TensorName, Values>> tensors(int step, boolean lockstep) {
    return having(step, lockstep).map(recording -> recording.step(step)).toList();
  }

  private List<Map<TensorName, Values>> sketches(int step, boolean lockstep) {
    return having(step, lockstep).map(recording -> recording.sketches(step)).toList();
  }

  private Stream<Recording> having(int step, boolean lockstep) {
    return others.stream()
        .filter(recording -> recording.facts().lockstep() == lockstep)
        .filter(recording -> recording.steps().contains(step));
  }

  private static Map<TensorName, Values> sampled(
      List<Map<TensorName, Values>> runs, Map<TensorName, Values> tensors) {
    Map<TensorName, Values> noise = new LinkedHashMap<>();
    tensors.forEach(
        (name, values) -> {
          List<Values> same = new ArrayList<>();
          for (Map<TensorName, Values> run : runs) {
            Values other = run.get(name);
            if (other != null && other.shape().equals(values.shape())) {
              same.add(other);
            }
          }
          if (!same.isEmpty()) {
            noise.put(name, new SampledNoise(values, same, name.toString()));
          }
        });
    return noise;
  }

  @Override
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>(expected.warnings());
    others.forEach(recording -> warnings.addAll(recording.warnings()));
    return warnings;
  }

  @Override
  public void requireUnchanged() {
    expected.requireUnchanged();
    others.forEach(Recording::requireUnchanged);
  }

  @Override
  public void close() {
    expected.close();
    others.forEach(Recording::close);
  }
}
