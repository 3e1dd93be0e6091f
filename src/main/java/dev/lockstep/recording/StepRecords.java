package dev.lockstep.recording;

import dev.lockstep.tensor.Values;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A recording held in memory, without noise.
 *
 * @param facts what is said of it
 * @param records the steps, ascending
 */
public record StepRecords(RecordingFacts facts, List<StepRecord> records) implements Recording {

  /** Copies the list. */
  public StepRecords {
    records = List.copyOf(records);
  }

  @Override
  public List<Integer> steps() {
    return records.stream().map(StepRecord::step).toList();
  }

  @Override
  public Map<TensorName, Values> step(int step) {
    StepRecord wanted =
        records.stream()
            .filter(record -> record.step() == step)
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no step " + step));
    return Collections.unmodifiableMap(new LinkedHashMap<>(wanted.tensors()));
  }
}
