package dev.lockstep.golden;

import dev.lockstep.compare.Bound;
import dev.lockstep.compare.Element;
import dev.lockstep.compare.ElementwiseComparison;
import dev.lockstep.compare.Mismatch;
import dev.lockstep.compare.TensorResult;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Values;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a proposed recording differs from the present one, number by number; what two trainings may
 * differ by is no matter here.
 *
 * @param elements how many numbers both have
 * @param differing how many of them are not the same
 * @param largest the one that moves furthest; empty if none does
 * @param oneSided how many tensors, one of each step, only one of the two has
 */
public record RecordingDifference(
    long elements, long differing, Optional<Mismatch> largest, long oneSided) {
  /** With it, an element's excess is its difference. */
  private static final Bound DIFFERENCE = new Bound.Tolerance(0, 1);

  /**
   * Compares all steps.
   *
   * @throws dev.lockstep.recording.InvalidRecordingException if either turns out to break a rule of
   *     the format
   */
  public static RecordingDifference between(Recording present, Recording proposed) {
    RecordingDifference all = new RecordingDifference(0, 0, Optional.empty(), 0);
    Set<Integer> steps = new TreeSet<>(present.steps());
    steps.addAll(proposed.steps());
    for (int step : steps) {
      Map<TensorName, Values> old = tensors(present, step);
      Map<TensorName, Values> other = tensors(proposed, step);
      for (Map.Entry<TensorName, Values> tensor : old.entrySet()) {
        Values moved = other.get(tensor.getKey());
        all =
            moved == null
                ? all.andOneSided(1)
                : all.and(step, tensor.getKey(), tensor.getValue(), moved);
      }
      all = all.andOneSided(other.keySet().stream().filter(name -> !old.containsKey(name)).count());
    }
    return all;
  }

  private static Map<TensorName, Values> tensors(Recording recording, int step) {
    return recording.steps().contains(step) ? recording.step(step) : Map.of();
  }

  private RecordingDifference andOneSided(long count) {
    return new RecordingDifference(elements, differing, largest, oneSided + count);
  }

  private RecordingDifference and(int step, TensorName name, Values old, Values other) {
    TensorResult equal = ElementwiseComparison.of(name, old, other, new Bound.Unknown());
    TensorResult distance = ElementwiseComparison.of(name, old, other, DIFFERENCE);
    Optional<Mismatch> furthest =
        distance
            .worst()
            .filter(element -> !(element.difference() <= 0))
            .map(element -> new Mismatch(step, distance, element));
    return new RecordingDifference(
        elements + equal.elements(),
        differing + equal.differing() + equal.mismatches(),
        further(largest, furthest),
        oneSided);
  }

  private static Optional<Mismatch> further(Optional<Mismatch> one, Optional<Mismatch> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    Element first = one.get().element();
    Element second = other.get().element();
    return second.difference() > first.difference() ? other : one;
  }
}
