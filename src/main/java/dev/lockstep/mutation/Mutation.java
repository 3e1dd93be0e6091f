package dev.lockstep.mutation;

import java.util.Optional;
import java.util.function.Function;

/**
 * A mistake that any recording can be given.
 *
 * @param id a stable name of small letters, digits and hyphens
 * @param sentence what the mistake is; no full stop
 * @param made the wrong copy; empty if the recording lacks what the mistake changes
 */
public record Mutation(String id, String sentence, Function<Original, Optional<Mutant>> made) {

  /** The wrong copy of a recording; empty if it lacks what the mistake changes. */
  public Optional<Mutant> of(Original original) {
    return made.apply(original);
  }

  @Override
  public String toString() {
    return id;
  }
}
