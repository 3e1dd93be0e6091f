package dev.lockstep.verification;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which wrong implementations a case would catch with the tolerances that it was judged by.
 *
 * @param byGolden the ids of the faults that the published array would catch; none without one
 * @param byReference the ids of those that the comparison with the reference would catch
 * @param invisible the ids of those whose effect on the softmax is too small to be printed, and
 *     which would not be caught
 * @param hidden the ids of those whose effect could be seen, but lies within the tolerance
 */
public record FaultCoverage(
    List<String> byGolden, List<String> byReference, List<String> invisible, List<String> hidden) {

  /** What is known where no fault was tried. */
  static final FaultCoverage NONE = new FaultCoverage(List.of(), List.of(), List.of(), List.of());

  /** Copies the lists. */
  public FaultCoverage {
    byGolden = List.copyOf(byGolden);
    byReference = List.copyOf(byReference);
    invisible = List.copyOf(invisible);
    hidden = List.copyOf(hidden);
  }

  /** The ids of the faults that either would catch. */
  public List<String> caught() {
    return Stream.concat(byReference.stream(), byGolden.stream()).distinct().toList();
  }

  /** How many faults were tried. */
  public int tried() {
    return caught().size() + invisible.size() + hidden.size();
  }
}
