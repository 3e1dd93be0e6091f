package dev.lockstep.explain.cause;

import dev.lockstep.compare.ComparisonResult;
import dev.lockstep.compare.RecordingComparison;
import dev.lockstep.compare.Verdict;
import dev.lockstep.explain.UpdateReading;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the tensors of two trainings say beyond whether they agree.
 *
 * @param expectedUpdate what the expected side's updates show; empty if they were not read
 * @param actualUpdate the same of the actual side
 * @param causes why they part, best first; none if they do not, or nothing fits
 */
public record Explanation(
    Optional<UpdateReading> expectedUpdate,
    Optional<UpdateReading> actualUpdate,
    List<Cause> causes) {
  /** Nothing was asked. */
  public static final Explanation NONE =
      new Explanation(Optional.empty(), Optional.empty(), List.of());

  /** Updates that nobody need explain are read only where that takes no time. */
  private static final long SMALL = 1 << 20;

  /** Copies the list. */
  public Explanation {
    causes = List.copyOf(causes);
  }

  /**
   * Reads both sides' updates, where they part or are small, and the causes of the first
   * divergence.
   *
   * @param comparison of the two recordings
   * @param result what it came to
   */
  public static Explanation of(
      RecordingComparison comparison,
      Recording expected,
      Recording actual,
      ComparisonResult result) {
    return of(comparison, expected, actual, result, () -> UpdateReading.of(expected));
  }

  /**
   * The same where the expected side's updates may have been read before.
   *
   * @param expectedReading gives what they show; asked at most once
   */
  static Explanation of(
      RecordingComparison comparison,
      Recording expected,
      Recording actual,
      ComparisonResult result,
      Supplier<UpdateReading> expectedReading) {
    boolean divergent = result.verdict() == Verdict.DIVERGENT;
    Optional<UpdateReading> expectedUpdate = Optional.empty();
    Optional<UpdateReading> actualUpdate = Optional.empty();
    if (divergent || parameters(expected) + parameters(actual) <= SMALL) {
      UpdateReading first = expectedReading.get();
      expectedUpdate = Optional.of(first);
      actualUpdate =
          Optional.of(
              divergent
                  ? reading(expected, actual, result)
                  : agreeing(expected, actual, result, first));
    }
    List<Cause> causes =
        divergent
            ? Causes.of(comparison, expected, actual, result, expectedUpdate, actualUpdate)
            : List.of();
    return new Explanation(expectedUpdate, actualUpdate, causes);
  }

  private static UpdateReading reading(
      Recording expected, Recording actual, ComparisonResult result) {
    return result.lockstep()
        ? UpdateReading.startingFrom(expected, actual)
        : UpdateReading.of(actual);
  }

  /** Where nothing parts, both sides' updates are most likely of one rule. */
  private static UpdateReading agreeing(
      Recording expected, Recording actual, ComparisonResult result, UpdateReading first) {
    return result.lockstep()
        ? UpdateReading.startingFrom(expected, actual, first)
        : UpdateReading.of(actual, first);
  }

  private static long parameters(Recording recording) {
    long elements = 0;
    for (int step : recording.steps()) {
      for (Map.Entry<TensorName, Values> tensor : recording.step(step).entrySet()) {
        if (tensor.getKey().kind() == Kind.PARAMETER) {
          elements += tensor.getValue().shape().elements();
        }
      }
    }
    return elements;
  }
}
