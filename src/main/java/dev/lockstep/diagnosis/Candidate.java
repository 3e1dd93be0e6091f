package dev.lockstep.diagnosis;

/**
 * A fault beside what was observed.
 *
 * @param id the fault's word in the catalogue
 * @param sentence what the fault does
 * @param excess the largest distance of the observation from the fault's numbers, as a multiple of
 *     what rounding explains: at most 1 matches; infinite where nothing could be compared
 */
public record Candidate(String id, String sentence, double excess) {

  /** Whether the fault explains the observation. */
  public boolean matches() {
    return excess <= 1;
  }
}
