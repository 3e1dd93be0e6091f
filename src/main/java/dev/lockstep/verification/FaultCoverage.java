package dev.lockstep.verification;

import java.util.List;

/**
 * Which wrong implementations a case would catch with the tolerances that it was judged by.
 *
 * @param caught the ids of the faults that would be caught
 * @param invisible the ids of those whose effect on the softmax is too small to be printed, and
 *     which would not be caught
 * @param hidden the ids of those whose effect could be seen, but lies within the tolerance
 */
public record FaultCoverage(List<String> caught, List<String> invisible, List<String> hidden) {

  /** What is known where no fault was tried. */
  static final FaultCoverage NONE = new FaultCoverage(List.of(), List.of(), List.of());

  /** Copies the lists. */
  public FaultCoverage {
    caught = List.copyOf(caught);
    invisible = List.copyOf(invisible);
    hidden = List.copyOf(hidden);
  }

  /** How many faults were tried. */
  public int tried() {
    return caught.size() + invisible.size() + hidden.size();
  }
}
