package dev.lockstep.report.said;

import dev.lockstep.cases.TrainingCase;
import dev.lockstep.model.Wording;
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
    return location
        .first()
        .map(
            first ->
                who
                    + " part in epoch "
                    + first.epoch()
                    + ", in the "
                    + Wording.of(first.quantity()))
        .orElse(who + " do not part");
  }

  /** The facts, the first divergence first. */
  public static List<Fact> of(Location location) {
    TrainingCase trainingCase = location.caseFile().trainingCase();
    List<Fact> facts = new ArrayList<>();
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
    facts.add(Fact.of("rerun", ShellCommand.rerunning(location)));
    return facts;
  }
}
