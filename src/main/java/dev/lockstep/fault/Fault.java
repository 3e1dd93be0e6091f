package dev.lockstep.fault;

import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.TrainingCase;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A wrong implementation of training.
 *
 * @param id a stable name of small letters, digits and hyphens
 * @param sentence completes "the numbers match if ..."; no full stop
 * @param visibility when it shows
 * @param symptom where it shows first
 * @param applicability the cases whose numbers it changes
 * @param reports public threads that tell of such a mistake in somebody's code; may be empty
 * @param variant the wrong implementation
 */
public record Fault(
    String id,
    String sentence,
    Visibility visibility,
    Symptom symptom,
    Predicate<TrainingCase> applicability,
    List<URI> reports,
    Variant variant) {
  private static final String THREADS = "https://github.com/";

  /** Copies the list. */
  public Fault {
    reports = List.copyOf(reports);
  }

  /** A fault that applies to every case, shows after a loaded state, and that nobody reported. */
  static Fault of(String id, String sentence, Symptom symptom, Variant variant) {
    return new Fault(
        id, sentence, Visibility.ONE_EPOCH, symptom, Conditions.always(), List.of(), variant);
  }

  /** The same fault where a further condition holds. */
  Fault where(Predicate<TrainingCase> condition) {
    return new Fault(
        id, sentence, visibility, symptom, applicability.and(condition), reports, variant);
  }

  /** The same fault that shows first elsewhere. */
  Fault when(Symptom other) {
    return new Fault(id, sentence, visibility, other, applicability, reports, variant);
  }

  /** The same fault, which no epoch shows that follows a loaded state. */
  Fault inFreeRunning() {
    return new Fault(
        id, sentence, Visibility.FREE_RUNNING, symptom, applicability, reports, variant);
  }

  /**
   * The same fault with threads that tell of it.
   *
   * @param threads owner, repository, "issues" or "pull", and number: {@code a/b/issues/1}
   */
  Fault reportedIn(String... threads) {
    return new Fault(
        id,
        sentence,
        visibility,
        symptom,
        applicability,
        Arrays.stream(threads).map(thread -> URI.create(THREADS + thread)).toList(),
        variant);
  }

  /**
   * Whether the fault can change a number of a free-running training of the case. Where not, its
   * variant trains as the reference does. It is told from the case alone, so that a fault that
   * applies can still change nothing: a norm that is clipped may never be reached, and of a relu
   * cell all units may be dead.
   */
  public boolean appliesTo(TrainingCase trainingCase) {
    return applicability.test(trainingCase);
  }

  @Override
  public String toString() {
    return id;
  }
}
