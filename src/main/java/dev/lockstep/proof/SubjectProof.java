package dev.lockstep.proof;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All mistakes on one case or recording.
 *
 * @param name of the case or recording
 * @param path where it was read
 * @param sort which of the two it is
 * @param trials one entry a mistake that applies
 * @param noise how far a right training lies from the expected numbers, as a multiple of what is
 *     allowed: at most 1 if it passes
 * @param limits the smallest errors that are seen
 * @param seconds how long it took
 */
public record SubjectProof(
    String name,
    String path,
    Sort sort,
    List<Trial> trials,
    double noise,
    List<DetectionLimit> limits,
    double seconds) {

  /** What mistakes are tried on. */
  public enum Sort {
    /** A case of the built-in networks, which is trained. */
    CASE,
    /** A recording, which is changed. */
    RECORDING
  }

  /** Copies the lists. */
  public SubjectProof {
    trials = List.copyOf(trials);
    limits = List.copyOf(limits);
  }

  /** How many trials ended so. */
  public long count(Predicate<Trial> which) {
    return trials.stream().filter(which).count();
  }

  /** How many mistakes were tried, those that are none left out. */
  public long mistakes() {
    return count(trial -> trial.outcome().isOfMistake());
  }

  /** The mistake of those caught that lies nearest to what is allowed. */
  public Optional<Trial> nearest() {
    return trials.stream()
        .filter(trial -> trial.outcome() == Outcome.CAUGHT && trial.excess() > 1)
        .min(Comparator.comparingDouble(Trial::excess));
  }

  /** The trial of a mistake; empty if it does not apply. */
  public Optional<Trial> trial(String mistake) {
    return trials.stream().filter(trial -> trial.mistake().equals(mistake)).findFirst();
  }
}
