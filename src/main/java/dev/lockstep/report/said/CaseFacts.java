package dev.lockstep.report.said;

import dev.lockstep.cases.GoldenArray;
import dev.lockstep.cases.Quoted;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.noise.Envelope;
import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.FaultCoverage;
import dev.lockstep.verification.Judgement;
import dev.lockstep.verification.VersionChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a reader needs to know of a case: what is trained, by what it is judged, and how well. */
public final class CaseFacts {

  private CaseFacts() {}

  /** The facts, the task first. */
  public static List<Fact> of(CaseOutcome outcome) {
    TrainingCase trainingCase = outcome.caseFile().trainingCase();
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.of("file", outcome.caseFile().path().toString()));
    facts.add(Fact.of("text", text(trainingCase)));
    facts.add(Fact.of("training", training(trainingCase)));
    facts.add(Fact.of("expected", expected(trainingCase)));
    facts.addAll(evidence(outcome));
    facts.addAll(changes(outcome));
    facts.addAll(oddOneOut(outcome));
    return facts;
  }

  /** The one participant that disagrees with all others, if there is one. */
  public static List<Fact> oddOneOut(CaseOutcome outcome) {
    return outcome.oddOneOut().stream().map(odd -> Fact.of("odd one out", odd)).toList();
  }

  /** What other versions of libraries change, a line an implementation. */
  public static List<Fact> changes(CaseOutcome outcome) {
    return outcome.changes().isEmpty()
        ? List.of()
        : List.of(
            new Fact("other version", outcome.changes().stream().map(CaseFacts::change).toList()));
  }

  private static String change(VersionChange change) {
    String numbers = Numbers.count(change.numbers(), "number");
    if (change.differing() == 0) {
      return change.other() + " trains as " + change.inForce() + " to the last bit of " + numbers;
    }
    return change.other()
        + " differs from "
        + change.inForce()
        + " in "
        + change.differing()
        + " of "
        + numbers
        + change.first().map(first -> ", first at " + first).orElse("")
        + "; by "
        + Numbers.multiple(change.against().maxExcess())
        + " of what rounding allows between two trainings"
        + change.against().divergence().map(first -> ", beyond it from " + first).orElse("");
  }

  /** What the tolerances rest on and what they would catch. */
  public static List<Fact> evidence(CaseOutcome outcome) {
    List<Fact> facts = new ArrayList<>();
    lines(outcome, CaseFacts::noise).ifPresent(facts::add);
    lines(outcome, CaseFacts::coverage).ifPresent(facts::add);
    return facts;
  }

  private static String text(TrainingCase trainingCase) {
    return Quoted.text(trainingCase.task().text())
        + " × "
        + trainingCase.task().repeat()
        + ", "
        + Numbers.count(trainingCase.task().steps(), "step")
        + ", "
        + Numbers.count(trainingCase.task().vocabularySize(), "character");
  }

  private static String training(TrainingCase trainingCase) {
    return trainingCase.cell().label()
        + " with "
        + Numbers.count(trainingCase.hidden(), "hidden unit")
        + ", seed "
        + trainingCase.seed()
        + ", "
        + Numbers.count(trainingCase.epochs(), "epoch")
        + ", "
        + trainingCase.optimizer().label()
        + " with learning rate "
        + trainingCase.optimizer().learningRate();
  }

  private static String expected(TrainingCase trainingCase) {
    String array = trainingCase.golden().map(CaseFacts::array).orElse("no array: the reference");
    return trainingCase.source().isEmpty()
        ? array
        : array + "; source: " + Quoted.escape(trainingCase.source());
  }

  private static String array(GoldenArray golden) {
    return "softmax rows "
        + golden.firstRow()
        + ".."
        + (golden.firstRow() + golden.rows() - 1)
        + " with "
        + Numbers.count(golden.decimals(), "decimal");
  }

  /** A line for each group of implementations of which the same holds; names only if they part. */
  private static Optional<Fact> lines(CaseOutcome outcome, Description description) {
    Map<Fact, List<String>> names = new LinkedHashMap<>();
    for (Judgement judgement : outcome.judgements()) {
      description
          .of(outcome.caseFile().trainingCase(), judgement)
          .ifPresent(
              fact ->
                  names.computeIfAbsent(fact, f -> new ArrayList<>()).add(judgement.info().name()));
    }
    if (names.isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>();
    names.forEach(
        (fact, of) -> {
          String prefix = names.size() == 1 ? "" : String.join(", ", of) + ": ";
          lines.add(prefix + fact.lines().get(0));
          lines.addAll(fact.lines().subList(1, fact.lines().size()));
        });
    return Optional.of(new Fact(names.keySet().iterator().next().label(), lines));
  }

  private static Optional<Fact> noise(TrainingCase trainingCase, Judgement judgement) {
    return judgement.envelope().map(envelope -> Fact.of("noise floor", noise(envelope)));
  }

  private static String noise(Envelope envelope) {
    if (envelope.softmax().isEmpty()) {
      return String.format(
          Locale.ROOT,
          "%d trainings rounded at random like %s end in different places: there are no bounds for"
              + " the last softmax",
          Envelope.RUNS,
          envelope.noise().precision().label());
    }
    double widest = Arrays.stream(envelope.softmax().get().toArray()).max().orElse(0);
    return String.format(
        Locale.ROOT,
        "from %d trainings rounded at random like %s, two halves of which agree within %.0f%%;"
            + " it moves the last softmax by at most %s",
        Envelope.RUNS,
        envelope.noise().precision().label(),
        100 * (envelope.agreement() - 1),
        Numbers.small(widest));
  }

  private static Optional<Fact> coverage(TrainingCase trainingCase, Judgement judgement) {
    return judgement
        .coverage()
        .map(coverage -> new Fact("known faults", coverage(trainingCase, coverage)));
  }

  private static List<String> coverage(TrainingCase trainingCase, FaultCoverage coverage) {
    List<String> lines = new ArrayList<>();
    lines.add("catches " + coverage.caught().size() + " of " + coverage.tried() + " known faults");
    List<String> unseen =
        coverage.caught().stream().filter(id -> !coverage.byGolden().contains(id)).toList();
    if (trainingCase.golden().isPresent() && !unseen.isEmpty()) {
      lines.add(
          "the printed array alone catches "
              + coverage.byGolden().size()
              + "; only the comparison with the reference catches: "
              + String.join(", ", unseen));
    }
    if (!coverage.invisible().isEmpty()) {
      lines.add(
          trainingCase
                  .golden()
                  .map(array -> "invisible in " + Numbers.count(array.decimals(), "decimal"))
                  .orElse("move the softmax by less than 0.0005")
              + ": "
              + coverage.invisible().stream().collect(Collectors.joining(", ")));
    }
    if (!coverage.hidden().isEmpty()) {
      lines.add("hidden by the noise: " + String.join(", ", coverage.hidden()));
    }
    return lines;
  }

  /** What holds of one implementation of a case. */
  @FunctionalInterface
  private interface Description {
    Optional<Fact> of(TrainingCase trainingCase, Judgement judgement);
  }
}
