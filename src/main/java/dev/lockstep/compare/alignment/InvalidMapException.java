package dev.lockstep.compare.alignment;

/** Says on one line what of a map of names cannot be used, and what could. */
public final class InvalidMapException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A refusal.
   *
   * @param file the map
   * @param field where in it; empty for the whole
   * @param found what is there
   * @param allowed what may be there
   */
  InvalidMapException(String file, String field, String found, String allowed) {
    super(
        file
            + (field.isEmpty() ? "" : ": " + field)
            + ": found "
            + found
            + "; allowed: "
            + allowed);
  }
}
