package dev.lockstep.report.said;

import dev.lockstep.proof.DetectionLimit;
import dev.lockstep.proof.Naming;
import dev.lockstep.proof.Outcome;
import dev.lockstep.proof.Proof;
import dev.lockstep.proof.SubjectProof;
import dev.lockstep.proof.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** What a reader needs to know of a proof. */
public final class ProofFacts {
  /** The names of the cells of {@link #rows}. */
  public static final List<String> COLUMNS =
      List.of(
          "Tried on",
          "Mistakes",
          "Caught",
          "Equivalent",
          "Escaped",
          "Found where",
          "Named",
          "Wrongly",
          "Noise",
          "Nearest mistake",
          "Least rate",
          "Least epsilon",
          "Least weight",
          "Seconds");

  private static final String NOTHING = "-";

  private ProofFacts() {}

  /** What it amounts to, in a few words. */
  public static String headline(Proof proof) {
    return switch (proof.exitStatus()) {
      case Proof.NOTHING_ESCAPED -> "Nothing escapes";
      case Proof.ESCAPED -> proof.count(Outcome.ESCAPED) > 0 ? "Mistakes escape" : "False alarms";
      default -> "Not everything could be tried";
    };
  }

  /** How many of what, in one sentence. */
  public static String sentence(Proof proof) {
    long caught = proof.count(Outcome.CAUGHT);
    long equivalent = proof.count(Outcome.SAME) + proof.count(Outcome.INVISIBLE);
    return "of "
        + Numbers.count(proof.mistakes(), "mistake")
        + " "
        + caught
        + " are caught and "
        + equivalent
        + " proved equivalent, "
        + proof.count(Outcome.ESCAPED)
        + " escape; "
        + percent(proof.count(Naming.RIGHT), proof.nameable())
        + " of the causes that can be told are named, "
        + proof.count(Naming.WRONG)
        + " wrongly"
        + falseAlarms(proof);
  }

  private static String falseAlarms(Proof proof) {
    long alarms = proof.count(Outcome.FALSE_ALARM);
    long right = proof.count(Outcome.PASSED) + alarms;
    return right == 0
        ? ""
        : "; " + alarms + " of " + right + " right trainings raise a false alarm";
  }

  private static String percent(long part, long all) {
    return all == 0
        ? part + " of 0"
        : String.format(Locale.ROOT, "%d of %d (%.1f%%)", part, all, 100.0 * part / all);
  }

  /** One row a case or recording, after the names of the cells. */
  public static List<List<String>> rows(Proof proof) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(COLUMNS);
    proof.subjects().forEach(subject -> rows.add(row(subject)));
    return rows;
  }

  private static List<String> row(SubjectProof subject) {
    long caught = subject.count(trial -> trial.outcome() == Outcome.CAUGHT);
    return List.of(
        subject.name(),
        Long.toString(subject.mistakes()),
        Long.toString(caught),
        Long.toString(
            subject.count(
                trial -> trial.outcome() == Outcome.SAME || trial.outcome() == Outcome.INVISIBLE)),
        Long.toString(subject.count(trial -> trial.outcome() == Outcome.ESCAPED)),
        subject.count(trial -> trial.outcome() == Outcome.CAUGHT && trial.firstRight())
            + "/"
            + caught,
        subject.count(ProofFacts::isNamed)
            + "/"
            + subject.count(trial -> isNamed(trial) || isUnnamed(trial) || isWrong(trial)),
        Long.toString(subject.count(ProofFacts::isWrong)),
        Numbers.multiple(subject.noise()),
        subject
            .nearest()
            .map(trial -> trial.mistake() + " " + Numbers.multiple(trial.excess()))
            .orElse(NOTHING),
        limit(subject, 0),
        limit(subject, 1),
        limit(subject, 2),
        Numbers.seconds(subject.seconds()));
  }

  private static final List<String> LIMITS = List.of("learning rate", "epsilon", "one weight");

  private static String limit(SubjectProof subject, int place) {
    return subject.limits().stream()
        .filter(limit -> limit.of().equals(LIMITS.get(place)))
        .map(DetectionLimit::part)
        .map(part -> Double.isNaN(part) ? "unseen" : String.format(Locale.ROOT, "%.1e", part))
        .findFirst()
        .orElse(NOTHING);
  }

  private static boolean isNamed(Trial trial) {
    return trial.outcome() == Outcome.CAUGHT && trial.naming() == Naming.RIGHT;
  }

  private static boolean isUnnamed(Trial trial) {
    return trial.outcome() == Outcome.CAUGHT && trial.naming() == Naming.MISSING;
  }

  private static boolean isWrong(Trial trial) {
    return trial.naming() == Naming.WRONG;
  }

  /** What is not as it should be, in order; each line begins with where. */
  public static List<Fact> shortcomings(Proof proof) {
    List<Fact> facts = new ArrayList<>();
    add(facts, "escapes", proof, trial -> trial.outcome() == Outcome.ESCAPED);
    add(facts, "false alarm", proof, trial -> trial.outcome() == Outcome.FALSE_ALARM);
    add(facts, "not decided", proof, trial -> trial.outcome() == Outcome.OPEN);
    add(facts, "not tried", proof, trial -> trial.outcome() == Outcome.FAILED);
    add(facts, "named wrongly", proof, ProofFacts::isWrong);
    add(facts, "not named", proof, ProofFacts::isUnnamed);
    add(
        facts,
        "found elsewhere",
        proof,
        trial -> trial.outcome() == Outcome.CAUGHT && !trial.firstRight());
    return facts;
  }

  private static void add(List<Fact> facts, String label, Proof proof, Predicate<Trial> which) {
    List<String> lines = new ArrayList<>();
    for (SubjectProof subject : proof.subjects()) {
      subject.trials().stream()
          .filter(which)
          .forEach(trial -> lines.add(subject.name() + " " + line(trial)));
    }
    if (!lines.isEmpty()) {
      facts.add(new Fact(label, lines));
    }
  }

  /** A trial in one line. */
  public static String line(Trial trial) {
    StringBuilder line = new StringBuilder(trial.mistake()).append(": ");
    line.append(trial.sentence()).append("; ").append(trial.outcome().words());
    trial.first().ifPresent(first -> line.append(", first in ").append(first));
    if (trial.outcome() == Outcome.CAUGHT && !trial.firstRight()) {
      line.append(" and not ").append(trial.expectedFirst());
    }
    if (!trial.causes().isEmpty()) {
      line.append("; named ").append(String.join(", ", trial.causes()));
    }
    if (!trial.note().isEmpty()) {
      line.append("; ").append(trial.note());
    }
    return line.toString();
  }
}
