package dev.lockstep.compare.alignment;

import java.util.List;

/**
 * Which tensor is which, as a person says.
 *
 * @param file where it was read from, for messages
 * @param entries one for each expected tensor, no actual tensor twice
 */
public record AlignmentMap(String file, List<Entry> entries) {
  /** Nothing is said. */
  public static final AlignmentMap EMPTY = new AlignmentMap("", List.of());

  /** Copies the list. */
  public AlignmentMap {
    entries = List.copyOf(entries);
  }

  /**
   * One pair of tensors.
   *
   * @param expected the expected side's name, without its kind
   * @param actual the actual side's
   * @param transpose whether the actual tensor's axes are in the opposite order
   * @param blocks which of the actual tensor's blocks, counted along the expected tensor's first
   *     axis, stands where; empty if they are in the same order
   */
  public record Entry(String expected, String actual, boolean transpose, List<Integer> blocks) {
    /** Copies the list. */
    public Entry {
      blocks = List.copyOf(blocks);
    }
  }
}
