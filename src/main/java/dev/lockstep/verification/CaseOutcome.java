package dev.lockstep.verification;

import dev.lockstep.cases.CaseFile;
import java.util.List;
import java.util.Optional;

/**
 * All that was found about a case.
 *
 * @param caseFile the case and where it was read
 * @param judgements one for each implementation, in the order in which they were asked for
 * @param oddOneOut a sentence that names the one participant that disagrees with all others, if
 *     there is one: an implementation, the reference, or the published array
 * @param changes what other versions of libraries change, one for each implementation of which two
 *     versions were trained
 */
public record CaseOutcome(
    CaseFile caseFile,
    List<Judgement> judgements,
    Optional<String> oddOneOut,
    List<VersionChange> changes) {

  /** Copies the lists. */
  public CaseOutcome {
    judgements = List.copyOf(judgements);
    changes = List.copyOf(changes);
  }
}
