package dev.lockstep.report.said;

import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Element;
import dev.lockstep.compare.Mismatch;
import dev.lockstep.compare.StepResult;
import dev.lockstep.compare.TensorResult;
import dev.lockstep.compare.TrainingResult;
import dev.lockstep.compare.Verdict;
import dev.lockstep.model.Wording;
import dev.lockstep.report.Program;
import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.JobResult;
import dev.lockstep.verification.Judgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a reader needs to know of a judgement, in order: what, how much, where, why, and again. */
public final class JudgementFacts {
  private static final int FURTHER_MISMATCHES = 4;

  private final TrainingCase trainingCase;
  private final Judgement judgement;
  private final List<Fact> facts = new ArrayList<>();

  private JudgementFacts(CaseOutcome outcome, Judgement judgement) {
    this.trainingCase = outcome.caseFile().trainingCase();
    this.judgement = judgement;
  }

  /**
   * The facts; for an equivalent implementation only what was compared and how close it came.
   *
   * @param program what verifies it again
   */
  public static List<Fact> of(Program program, CaseOutcome outcome, Judgement judgement) {
    JudgementFacts all = new JudgementFacts(outcome, judgement);
    all.addFailure();
    ComparedRows.of(all.trainingCase, judgement).ifPresent(all::addSoftmax);
    judgement.drift().ifPresent(drift -> all.facts.add(series("drift", all.trainingCase, drift)));
    judgement
        .lockstep()
        .ifPresent(lockstep -> all.facts.add(series("lockstep", all.trainingCase, lockstep)));
    judgement.diagnosis().ifPresent(diagnosis -> all.add("explanation", diagnosis.sentence()));
    if (judgement.verdict() != Verdict.EQUIVALENT) {
      all.add("rerun", ShellCommand.rerunning(program, outcome.caseFile(), judgement));
    }
    return all.facts;
  }

  /** Who came to what verdict on which case. */
  public static String title(CaseOutcome outcome, Judgement judgement) {
    return outcome.caseFile().trainingCase().name()
        + " "
        + judgement.info().name()
        + ": "
        + judgement.verdict();
  }

  private void addFailure() {
    if (!judgement.reason().isEmpty()) {
      add("reason", judgement.reason());
    }
    List<String> details =
        judgement
            .result()
            .map(
                completed -> List.<String>of(),
                unsupported -> List.of(),
                JobResult.Failed::details);
    if (!details.isEmpty()) {
      facts.add(new Fact("details", details));
    }
  }

  private void addSoftmax(ComparedRows rows) {
    TensorResult softmax = rows.result();
    String against = judgement.golden().isPresent() ? "the expected array" : "the reference";
    add(
        "softmax",
        softmax.mismatches()
            + " of "
            + Numbers.count(softmax.compared(), "value")
            + (softmax.mismatches() == 1 ? " differs" : " differ")
            + " from "
            + against
            + " by more than is allowed");
    if (softmax.mismatches() == 0) {
      return;
    }
    softmax.worst().ifPresent(worst -> add("worst", sentence(rows, worst)));
    List<String> further =
        rows.first().stream()
            .filter(element -> !softmax.worst().equals(Optional.of(element)))
            .limit(FURTHER_MISMATCHES)
            .map(element -> sentence(rows, element))
            .toList();
    if (!further.isEmpty()) {
      facts.add(new Fact("others", further));
    }
  }

  private String sentence(ComparedRows rows, Element element) {
    return sentence(rows.place(trainingCase, element), element);
  }

  /** A series in a few lines: how much of it lies outside, and where that began. */
  public static Fact series(String label, TrainingCase trainingCase, TrainingResult series) {
    List<String> lines = new ArrayList<>();
    lines.add(
        series.mismatches()
            + " of "
            + Numbers.count(series.compared(), "value")
            + " in "
            + Numbers.count(series.steps().size(), "epoch")
            + " outside what is allowed"
            + series.worstStep().map(JudgementFacts::largest).orElse(""));
    series
        .divergence()
        .ifPresent(first -> lines.addAll(divergence("first in", trainingCase, first)));
    return new Fact(label, lines);
  }

  /** A divergence in two lines: where, and what stands there. */
  public static List<String> divergence(String start, TrainingCase trainingCase, Mismatch first) {
    TensorResult tensor = first.tensor();
    Element telling = first.telling();
    return List.of(
        start
            + " epoch "
            + first.step()
            + ", in the "
            + Wording.of(tensor.name())
            + " ("
            + tensor.mismatches()
            + " of "
            + Numbers.count(tensor.compared(), "value")
            + ")",
        sentence(Place.of(trainingCase, tensor, telling), telling));
  }

  private static String largest(StepResult worst) {
    return "; at most " + Numbers.multiple(worst.maxExcess()) + " of it, in epoch " + worst.step();
  }

  /** An element with its place: {@code expected 0.972, was 0.981, allowed ±0.0005, ...}. */
  private static String sentence(Place place, Element element) {
    return (place.parts().isEmpty() ? "" : place + ": ") + Numbers.difference(element);
  }

  private void add(String label, String line) {
    facts.add(Fact.of(label, line));
  }
}
