package dev.lockstep.report.said;

import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Mismatch;
import dev.lockstep.compare.Verdict;
import dev.lockstep.model.Wording;
import dev.lockstep.report.Program;
import dev.lockstep.verification.Location;
import java.util.ArrayList;
import java.util.List;

/** What a reader needs to know of the place where an implementation first parts. */
public final class LocationFacts {
  private LocationFacts() {}

  /** Who parts from whom, and where, in one line. */
  public static String headline(Location location) {
    String who =
        location.backend()
            + " and "
            + location.against()
            + " on "
            + location.caseFile().trainingCase().name()
            + " in "
            + location.execution().precision();
    return switch (location.conclusion().verdict()) {
      case EQUIVALENT -> who + " do not part";
      case DIVERGENT -> who + " part " + location.first().map(LocationFacts::place).orElseThrow();
      case INCONCLUSIVE, UNSUPPORTED, ERROR ->
          who + ": " + location.conclusion().verdict() + ", it cannot be told whether they part";
    };
  }

  private static String place(Mismatch first) {
    return "in epoch " + first.step() + ", in the " + Wording.of(first.tensor().name());
  }

  /**
   * The facts, the first divergence first.
   *
   * @param program what locates it again
   */
  public static List<Fact> of(Program program, Location location) {
    TrainingCase trainingCase = location.caseFile().trainingCase();
    List<Fact> facts = new ArrayList<>();
    if (location.conclusion().verdict() != Verdict.DIVERGENT
        && !location.conclusion().reason().isEmpty()) {
      facts.add(Fact.of("reason", location.conclusion().reason()));
    }
    location
        .first()
        .ifPresent(
            first ->
                facts.add(new Fact("first", JudgementFacts.divergence("in", trainingCase, first))));
    facts.add(JudgementFacts.series("lockstep", trainingCase, location.lockstep()));
    facts.add(JudgementFacts.series("drift", trainingCase, location.drift()));
    location
        .diagnosis()
        .ifPresent(diagnosis -> facts.add(Fact.of("explanation", diagnosis.sentence())));
    facts.add(Fact.of("rerun", ShellCommand.rerunning(program, location)));
    return facts;
  }
}
