package dev.lockstep.proof;

import java.util.List;
import java.util.function.Predicate;

/**
 * What every mistake came to on every case and recording.
 *
 * @param subjects one entry a case or recording
 */
public record Proof(List<SubjectProof> subjects) {
  /** Nothing escaped. */
  public static final int NOTHING_ESCAPED = 0;

  /** Something escaped, or something right did not pass. */
  public static final int ESCAPED = 1;

  /** Something could not be tried or decided, or there was nothing to try. */
  public static final int NOT_TRIED = 3;

  /** Copies the list. */
  public Proof {
    subjects = List.copyOf(subjects);
  }

  /** How many trials ended so. */
  public long count(Predicate<Trial> which) {
    return subjects.stream().mapToLong(subject -> subject.count(which)).sum();
  }

  /** How many trials ended so. */
  public long count(Outcome outcome) {
    return count(trial -> trial.outcome() == outcome);
  }

  /** How many mistakes were tried in all, those that are none left out. */
  public long mistakes() {
    return subjects.stream().mapToLong(SubjectProof::mistakes).sum();
  }

  /** How many divergences have a cause that the numbers can tell. */
  public long nameable() {
    return count(
        trial -> trial.outcome() == Outcome.CAUGHT && trial.naming() != Naming.NOTHING_TO_NAME);
  }

  /** How many causes were told so. */
  public long count(Naming naming) {
    return count(trial -> trial.outcome() == Outcome.CAUGHT && trial.naming() == naming);
  }

  /** The number that the process exits with. */
  public int exitStatus() {
    if (count(Outcome.ESCAPED) + count(Outcome.FALSE_ALARM) > 0) {
      return ESCAPED;
    }
    boolean all = count(Outcome.FAILED) + count(Outcome.OPEN) == 0 && mistakes() > 0;
    return all ? NOTHING_ESCAPED : NOT_TRIED;
  }
}
