package dev.lockstep.report.said;

import dev.lockstep.compare.Bound;
import dev.lockstep.compare.ComparisonResult;
import dev.lockstep.compare.Element;
import dev.lockstep.compare.Mismatch;
import dev.lockstep.compare.TensorResult;
import dev.lockstep.compare.TensorResult.Standing;
import dev.lockstep.compare.Verdict;
import dev.lockstep.explain.cause.Cause;
import dev.lockstep.noise.StudentFactor;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.TensorName;
import dev.lockstep.report.ComparisonReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a reader needs to know of a comparison of recordings, in order. */
public final class ComparisonFacts {
  /** Stands where a side does not say something of its environment. */
  private static final String SILENT = "-";

  private static final int NAMES_SHOWN = 6;

  private final ComparisonReport report;
  private final ComparisonResult result;
  private final List<Fact> facts = new ArrayList<>();

  private ComparisonFacts(ComparisonReport report) {
    this.report = report;
    this.result = report.result();
  }

  /** All of them. */
  public static List<Fact> of(ComparisonReport report) {
    ComparisonFacts all = new ComparisonFacts(report);
    all.addSides();
    all.result.divergence().ifPresent(all::addFirst);
    all.addCauses();
    all.addUpdates();
    all.addFurther();
    all.addNotCompared();
    all.addAlignment();
    all.addCircumstances();
    return all.facts;
  }

  /** Where they part, how many elements do and what could not be judged; not why. */
  public static List<Fact> found(ComparisonReport report) {
    ComparisonFacts found = new ComparisonFacts(report);
    found.result.divergence().ifPresent(found::addFirst);
    found.addFurther();
    return found.facts;
  }

  /** What was compared with what, and what was not. */
  public static List<Fact> scope(ComparisonReport report) {
    ComparisonFacts scope = new ComparisonFacts(report);
    scope.addSides();
    scope.addNotCompared();
    scope.addCircumstances();
    return scope.facts;
  }

  private void addFurther() {
    result.nonFinite().ifPresent(first -> add("non-finite", nonFinite(first)));
    addCounts();
    addNotJudged();
  }

  private void addCircumstances() {
    addEnvironment();
    if (!report.warnings().isEmpty()) {
      facts.add(new Fact("warnings", report.warnings()));
    }
    if (result.verdict() != Verdict.EQUIVALENT) {
      add("rerun", ShellCommand.of(report.circumstances()));
    }
  }

  private void addSides() {
    add("expected", side(report.expectedFolder(), result.expected()));
    add("actual", side(report.actualFolder(), result.actual()));
    add("judged", result.lockstep() ? "in lockstep, each step by itself" : "free-running");
  }

  private static String side(String folder, RecordingFacts facts) {
    String source = facts.source().isEmpty() ? "" : ", " + facts.source();
    return folder + ": " + facts.name() + source + ", " + facts.precision().label();
  }

  private void addUpdates() {
    if (result.verdict() != Verdict.EQUIVALENT) {
      report
          .explanation()
          .expectedUpdate()
          .ifPresent(reading -> add("expected's updates", UpdateFacts.summary(reading)));
      report
          .explanation()
          .actualUpdate()
          .ifPresent(reading -> add("actual's updates", UpdateFacts.summary(reading)));
    }
  }

  private void addFirst(Mismatch first) {
    TensorResult tensor = first.tensor();
    List<String> lines = new ArrayList<>();
    lines.add(
        first + ", " + tensor.mismatches() + " of " + Numbers.count(tensor.compared(), "element"));
    lines.add(
        switch (tensor.standing()) {
          case MISSING -> "the actual side lacks it";
          case UNEXPECTED -> "the expected side lacks it";
          default -> tensor.note().isEmpty() ? numbers(first.element()) : tensor.note();
        });
    facts.add(new Fact("first", lines));
  }

  private void addCauses() {
    List<Cause> causes = report.explanation().causes();
    if (!causes.isEmpty()) {
      facts.add(
          new Fact(
              causes.size() == 1 ? "cause" : "causes",
              causes.stream().map(ComparisonFacts::cause).toList()));
    } else if (result.verdict() == Verdict.DIVERGENT) {
      add("cause", "none that is known fits the numbers");
    }
  }

  private static String cause(Cause cause) {
    return cause.sentence()
        + " ["
        + cause.id()
        + ", leaves "
        + Numbers.multiple(cause.excess())
        + " of what is allowed]";
  }

  private static String numbers(Element element) {
    return Numbers.difference(element) + " (" + Numbers.multiple(element.excess()) + ")";
  }

  private static String nonFinite(Mismatch first) {
    return first + " is NaN or infinite, which nothing can equal";
  }

  private void addCounts() {
    add(
        "compared",
        Numbers.count(result.compared(), "element")
            + " in "
            + Numbers.count(result.steps().size(), "step")
            + ": "
            + Numbers.count(result.mismatches(), "mismatch").replace("mismatchs", "mismatches")
            + ", largest difference "
            + Numbers.multiple(result.maxExcess())
            + " of what is allowed");
    if (result.noiseFound()) {
      add("allowed", allowed());
    }
  }

  private String allowed() {
    int others = report.noiseFolders().size();
    if (others > 0) {
      return "what "
          + Numbers.count(others, "other recording")
          + " of the same training leave"
          + (others == 1 ? "s" : "")
          + " open: "
          + Numbers.small(StudentFactor.of(others))
          + " × their standard deviation";
    }
    return Math.round(Bound.Noise.MULTIPLE)
        + " × the noise"
        + result
            .expected()
            .noise()
            .map(noise -> " of " + noise.runs() + " replays that were rounded at random")
            .orElse("");
  }

  private void addNotJudged() {
    if (result.firstDifference().isEmpty()) {
      return;
    }
    Mismatch first = result.firstDifference().get();
    facts.add(
        new Fact(
            "not judged",
            List.of(
                "no noise: " + names(result.names(Standing.NOT_JUDGED)),
                "differs first at " + first + ": " + Numbers.sides(first.element()))));
  }

  private void addNotCompared() {
    List<String> lines = new ArrayList<>();
    result
        .kindsNotCompared()
        .forEach(
            (kind, inExpected) ->
                lines.add(
                    kind.label()
                        + "/: only the "
                        + (inExpected ? "expected" : "actual")
                        + " side holds any"));
    if (!result.ignored().isEmpty()) {
      lines.add("left out: " + shortened(List.copyOf(result.ignored())));
    }
    if (result.tensors(Standing.UNDECIDED) > 0) {
      lines.add(
          "undecided: "
              + Numbers.count(result.elements(Standing.UNDECIDED), "element")
              + " from step "
              + result.undecided().orElseThrow().step()
              + ", "
              + result.undecided().orElseThrow().tensor()
              + ", on");
    }
    if (!lines.isEmpty()) {
      facts.add(new Fact("not compared", lines));
    }
  }

  private void addAlignment() {
    if (result.alignment().isEmpty()) {
      return;
    }
    List<String> lines = new ArrayList<>(AlignedTable.lines(ComparisonTables.alignment(report)));
    lines.add("any other tensor by its name");
    facts.add(new Fact("alignment", lines));
  }

  /** What both say otherwise, a line each; what one leaves open, together on a line. */
  private void addEnvironment() {
    List<String> lines = new ArrayList<>();
    List<String> ofExpected = new ArrayList<>();
    List<String> ofActual = new ArrayList<>();
    environment(result)
        .forEach(
            (name, said) -> {
              if (said.get(1).equals(SILENT)) {
                ofExpected.add(name + " " + said.get(0));
              } else if (said.get(0).equals(SILENT)) {
                ofActual.add(name + " " + said.get(1));
              } else {
                lines.add(name + ": expected " + said.get(0) + ", actual " + said.get(1));
              }
            });
    addOneSided(lines, "expected", ofExpected);
    addOneSided(lines, "actual", ofActual);
    if (!lines.isEmpty()) {
      facts.add(new Fact("environment", lines));
    }
  }

  private static void addOneSided(List<String> lines, String side, List<String> said) {
    if (!said.isEmpty()) {
      lines.add("only the " + side + " side says: " + String.join(", ", said));
    }
  }

  /**
   * What the two environments say differently: expected, then actual; a dash where one is silent.
   */
  public static Map<String, List<String>> environment(ComparisonResult result) {
    Map<String, String> expected = result.expected().environment();
    Map<String, String> actual = result.actual().environment();
    Map<String, List<String>> differences = new TreeMap<>();
    TreeSet<String> keys = new TreeSet<>(expected.keySet());
    keys.addAll(actual.keySet());
    for (String key : keys) {
      List<String> both =
          List.of(expected.getOrDefault(key, SILENT), actual.getOrDefault(key, SILENT));
      if (!both.get(0).equals(both.get(1))) {
        differences.put(key, both);
      }
    }
    return differences;
  }

  private static String names(List<TensorName> names) {
    return shortened(names.stream().map(TensorName::toString).toList());
  }

  private static String shortened(List<String> names) {
    String shown = names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
    int more = names.size() - NAMES_SHOWN;
    return more > 0 ? shown + " and " + more + " more" : shown;
  }

  private void add(String label, String line) {
    facts.add(Fact.of(label, line));
  }
}
