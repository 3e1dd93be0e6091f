package dev.lockstep.explain.cause;

import dev.lockstep.compare.Bound;
import dev.lockstep.compare.ComparisonResult;
import dev.lockstep.compare.ComparisonSettings;
import dev.lockstep.compare.NamePattern;
import dev.lockstep.compare.RecordingComparison;
import dev.lockstep.compare.Verdict;
import dev.lockstep.compare.alignment.TensorAlignment;
import dev.lockstep.explain.UpdateReading;
import dev.lockstep.recording.Recording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What two recordings are found to be to each other: aligned, compared, explained.
 *
 * @param result what the comparison came to
 * @param explanation what the tensors say beyond that
 * @param warnings what was passed over, one line each
 */
public record Finding(ComparisonResult result, Explanation explanation, List<String> warnings) {

  /** Copies the list. */
  public Finding {
    warnings = List.copyOf(warnings);
  }

  /**
   * What is settled beforehand.
   *
   * @param ignored patterns of names that are left out
   * @param tolerance what may differ in any case; empty if nobody chose one
   * @param alignment which tensor is which
   */
  public record Terms(
      List<NamePattern> ignored, Optional<Bound.Tolerance> tolerance, TensorAlignment alignment) {

    /** Copies the list. */
    public Terms {
      ignored = List.copyOf(ignored);
    }
  }

  /**
   * Compares the two, and explains what their updates show and where they part.
   *
   * @throws dev.lockstep.recording.InvalidRecordingException if either turns out to break a rule of
   *     the format, or somebody wrote to it meanwhile
   */
  public static Finding of(Recording expected, Recording actual, Terms terms) {
    RecordingComparison comparison = comparison(expected, actual, terms);
    ComparisonResult result = comparison.result();
    return of(
        expected, actual, terms, result, Explanation.of(comparison, expected, actual, result));
  }

  /** As {@link #of}, which takes longer, but explains nothing where the two do not part. */
  public static Finding ofParting(Recording expected, Recording actual, Terms terms) {
    return ofParting(expected, actual, terms, () -> UpdateReading.of(expected));
  }

  /**
   * The same for one of many recordings that are compared with the same one.
   *
   * @param expectedReading gives what the expected side's updates show; asked at most once
   */
  public static Finding ofParting(
      Recording expected, Recording actual, Terms terms, Supplier<UpdateReading> expectedReading) {
    RecordingComparison comparison = comparison(expected, actual, terms);
    ComparisonResult result = comparison.result();
    return of(
        expected,
        actual,
        terms,
        result,
        result.verdict() == Verdict.DIVERGENT
            ? Explanation.of(comparison, expected, actual, result, expectedReading)
            : Explanation.NONE);
  }

  private static RecordingComparison comparison(Recording expected, Recording actual, Terms terms) {
    return new RecordingComparison(
        expected,
        actual,
        new ComparisonSettings(terms.ignored(), terms.tolerance(), terms.alignment()));
  }

  private static Finding of(
      Recording expected,
      Recording actual,
      Terms terms,
      ComparisonResult result,
      Explanation explanation) {
    expected.requireUnchanged();
    actual.requireUnchanged();
    List<String> warnings = new ArrayList<>(expected.warnings());
    warnings.addAll(actual.warnings());
    terms.alignment().unpaired().forEach(alone -> warnings.add(alone.sentence()));
    return new Finding(result, explanation, warnings);
  }
}
