package dev.lockstep.verification;

import dev.lockstep.compare.Bound;
import dev.lockstep.compare.StepBounds;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The recordings of one training, step by step side by side: the expected one and what each
 * implementation made of it. A comparison allows ten times the noise of both sides, so what every
 * implementation may stray stands as the expected side's noise, and what one may stray beyond, its
 * elementary functions being less accurate, as its own.
 */
final class RecordedSides implements AutoCloseable {
  private final RecordedSide expected;
  private final List<RecordedSide> actuals = new ArrayList<>();

  RecordedSides(RecordedSide expected) {
    this.expected = expected;
  }

  /** Adds an implementation; if that fails, nothing of any is left. */
  void open(Supplier<RecordedSide> side) {
    try {
      actuals.add(side.get());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Adds a step of all.
   *
   * @param exact the expected one
   * @param records one entry an implementation
   * @param bounds how far each implementation may stray
   */
  void add(StepRecord exact, List<StepRecord> records, List<StepBounds> bounds) {
    List<StepBounds.Bounded> bounded = new ArrayList<>();
    for (StepBounds each : bounds) {
      if (each instanceof StepBounds.Bounded found) {
        bounded.add(found);
      }
    }
    Map<TensorName, Tensor> common = common(bounded);
    expected.add(exact, common);
    if (bounded.isEmpty()) {
      expected.undecided(exact);
    }
    for (int i = 0; i < actuals.size(); i++) {
      if (bounds.get(i) instanceof StepBounds.Bounded own) {
        actuals.get(i).add(records.get(i), beyond(common, own));
      } else {
        actuals.get(i).add(records.get(i), Map.of());
        actuals.get(i).undecided(records.get(i));
      }
    }
  }

  /** The noise of the narrowest of all bounds. */
  private static Map<TensorName, Tensor> common(List<StepBounds.Bounded> all) {
    if (all.isEmpty()) {
      return Map.of();
    }
    Map<TensorName, Tensor> common = new LinkedHashMap<>();
    all.get(0)
        .allowed()
        .forEach(
            (name, allowed) -> {
              double[] least = allowed.toArray();
              for (int i = 0; i < least.length; i++) {
                for (StepBounds.Bounded other : all) {
                  least[i] = Math.min(least[i], other.allowed().get(name).get(i));
                }
                least[i] /= Bound.Noise.MULTIPLE;
              }
              common.put(name, Tensor.holding(allowed.shape(), least));
            });
    return common;
  }

  /** What goes beyond common noise, both being independent; nothing if nothing does. */
  private static Map<TensorName, Tensor> beyond(
      Map<TensorName, Tensor> common, StepBounds.Bounded own) {
    Map<TensorName, Tensor> beyond = new LinkedHashMap<>();
    boolean any = false;
    for (Map.Entry<TensorName, Tensor> entry : common.entrySet()) {
      double[] noise = own.allowed().get(entry.getKey()).toArray();
      for (int i = 0; i < noise.length; i++) {
        double whole = noise[i] / Bound.Noise.MULTIPLE;
        double shared = entry.getValue().get(i);
        noise[i] = whole == shared ? 0 : Math.sqrt((whole - shared) * (whole + shared));
        any |= noise[i] > 0;
      }
      beyond.put(entry.getKey(), Tensor.holding(entry.getValue().shape(), noise));
    }
    return any ? beyond : Collections.emptyMap();
  }

  void finish() {
    expected.finish();
    actuals.forEach(RecordedSide::finish);
  }

  @Override
  public void close() {
    expected.close();
    actuals.forEach(RecordedSide::close);
  }
}
