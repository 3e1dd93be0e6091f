package dev.lockstep.compare;

import dev.lockstep.recording.StepRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A training compared with another, step by step.
 *
 * @param steps one result a step, in order
 * @param expectedSteps how many there should be
 */
public record TrainingResult(List<StepResult> steps, int expectedSteps) {

  /** Copies the list. */
  public TrainingResult {
    steps = List.copyOf(steps);
  }

  /**
   * Compares two trainings step by step, up to the first that has no bounds. A step too many counts
   * as mismatches throughout.
   *
   * @param bounds how far the actual one may stray, one entry a step of the expected one
   */
  public static TrainingResult of(
      List<StepRecord> expected, List<StepRecord> actual, List<StepBounds> bounds) {
    List<StepResult> steps = new ArrayList<>();
    for (int i = 0; i < actual.size(); i++) {
      StepRecord record = actual.get(i);
      if (i >= expected.size()) {
        StepRecord nothing = new StepRecord(record.step(), Map.of());
        steps.add(StepResult.of(nothing, record, new StepBounds.Bounded(record.step(), Map.of())));
      } else if (bounds.get(i) instanceof StepBounds.Bounded bounded) {
        steps.add(StepResult.of(expected.get(i), record, bounded));
      } else {
        break;
      }
    }
    return new TrainingResult(steps, expected.size());
  }

  /** Whether as many steps were compared as there should be. */
  public boolean isComplete() {
    return steps.size() == expectedSteps;
  }

  /** How many elements were judged. */
  public long compared() {
    return steps.stream().mapToLong(StepResult::compared).sum();
  }

  /** How many of them do not pass. */
  public long mismatches() {
    return steps.stream().mapToLong(StepResult::mismatches).sum();
  }

  /** The largest excess of all: at most 1 if everything passed; 0 if nothing was judged. */
  public double maxExcess() {
    return steps.stream().mapToDouble(StepResult::maxExcess).max().orElse(0);
  }

  /** The step with the largest excess; empty if there is none. */
  public Optional<StepResult> worstStep() {
    return steps.stream().max(Comparator.comparingDouble(StepResult::maxExcess));
  }

  /** The first mismatch in time, then in the order in which a step computes its tensors. */
  public Optional<Mismatch> divergence() {
    return steps.stream().flatMap(step -> step.divergence().stream()).findFirst();
  }
}
