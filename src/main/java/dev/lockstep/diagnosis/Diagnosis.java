package dev.lockstep.diagnosis;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which faults would explain a divergence.
 *
 * @param subject whose numbers are to be explained
 * @param evidence what was replayed, as printed
 * @param ownExcess how far the case's own rules miss the observation, as a multiple of the noise
 * @param candidates the faults that were tried, the best first
 */
public record Diagnosis(
    Subject subject, String evidence, double ownExcess, List<Candidate> candidates) {

  /** Whose numbers part from the reference's. */
  public enum Subject {
    /** The implementation's, in which a mistake is looked for. */
    IMPLEMENTATION,
    /** The published array's: the implementation trains as the reference does. */
    EXPECTED_ARRAY
  }

  /** Sorts the candidates by their excess. */
  public Diagnosis {
    candidates = candidates.stream().sorted(Comparator.comparingDouble(Candidate::excess)).toList();
  }

  /** The faults that match; none if the case's own rules match too. */
  public List<Candidate> matches() {
    return ownExcess <= 1 ? List.of() : candidates.stream().filter(Candidate::matches).toList();
  }

  /**
   * The fault that comes nearest without matching; none that the case's own rules are nearer than,
   * and none for an array: that was hardly trained in a way which only resembles a known mistake,
   * and nothing stands beside it that could be put right.
   */
  public Optional<Candidate> nearest() {
    return candidates.stream()
        .findFirst()
        .filter(best -> subject == Subject.IMPLEMENTATION)
        .filter(best -> !best.matches() && best.excess() < ownExcess);
  }

  private static String missing(Candidate nearest) {
    return String.format(
        Locale.ROOT,
        "; the nearest, \"%s\", misses by %.3g times the noise floor",
        nearest.sentence(),
        nearest.excess());
  }

  /**
   * One sentence: what matches and how well, or that nothing of the catalogue does. Of an array it
   * says first that it is not the implementation that parts.
   */
  public String sentence() {
    return switch (subject) {
      case IMPLEMENTATION -> explanation("it");
      case EXPECTED_ARRAY ->
          "this training is the reference's, and the expected array is not: "
              + explanation("the array");
    };
  }

  private String explanation(String what) {
    List<Candidate> matches = matches();
    if (candidates.isEmpty()) {
      return "no fault of the catalogue applies to this case";
    }
    if (matches.isEmpty()) {
      return "none of the "
          + candidates.size()
          + " known faults explains "
          + what
          + nearest().map(Diagnosis::missing).orElse("");
    }
    return (subject == Subject.IMPLEMENTATION ? "" : what + " ")
        + matches.stream()
            .map(
                candidate ->
                    String.format(
                        Locale.ROOT,
                        "matches to %.2g of the noise floor if %s",
                        candidate.excess(),
                        candidate.sentence()))
            .collect(Collectors.joining("; or "));
  }
}
