package dev.lockstep.proof;

import dev.lockstep.compare.Verdict;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * One mistake on one case or recording.
 *
 * @param mistake the mistake's stable name
 * @param sentence what it does
 * @param reports public threads that tell of it; may be empty
 * @param outcome what became of it
 * @param verdict what the comparison came to; empty if there was none
 * @param expectedFirst where it must be found first, as printed
 * @param first where it was found first, as printed; empty if nowhere
 * @param firstRight whether that is where it must be; true if there is nothing to find
 * @param causes what was named, best first: ids
 * @param naming whether that is right
 * @param excess the largest distance, as a multiple of what is allowed; NaN if not compared
 * @param note what else there is to say; may be empty
 */
public record Trial(
    String mistake,
    String sentence,
    List<URI> reports,
    Outcome outcome,
    Optional<Verdict> verdict,
    String expectedFirst,
    Optional<String> first,
    boolean firstRight,
    List<String> causes,
    Naming naming,
    double excess,
    String note) {

  /** Copies the lists. */
  public Trial {
    reports = List.copyOf(reports);
    causes = List.copyOf(causes);
  }

  /** A mistake that could not be tried. */
  static Trial failed(String mistake, String sentence, List<URI> reports, String reason) {
    return new Trial(
        mistake,
        sentence,
        reports,
        Outcome.FAILED,
        Optional.empty(),
        "",
        Optional.empty(),
        false,
        List.of(),
        Naming.MISSING,
        Double.NaN,
        reason);
  }
}
