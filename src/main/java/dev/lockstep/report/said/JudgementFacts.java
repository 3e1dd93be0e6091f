package dev.lockstep.report.said;

import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Deviation;
import dev.lockstep.compare.Divergence;
import dev.lockstep.compare.EpochComparison;
import dev.lockstep.compare.SeriesComparison;
import dev.lockstep.compare.TensorComparison;
import dev.lockstep.compare.Verdict;
import dev.lockstep.model.Wording;
import dev.lockstep.recording.TensorName;
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
    Headline.comparison(judgement).ifPresent(all::addSoftmax);
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

  private void addFailure() {
    if (!judgement.reason().isEmpty()) {
      add("reason", judgement.reason());
    }
    if (judgement.result() instanceof JobResult.Failed failed && !failed.details().isEmpty()) {
      facts.add(new Fact("details", failed.details()));
    }
  }

  private void addSoftmax(TensorComparison softmax) {
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
    softmax
        .worst()
        .ifPresent(worst -> add("worst", sentence(trainingCase, softmax.quantity(), worst)));
    List<String> further =
        softmax.first().stream()
            .filter(element -> !softmax.worst().equals(Optional.of(element)))
            .limit(FURTHER_MISMATCHES)
            .map(element -> sentence(trainingCase, softmax.quantity(), element))
            .toList();
    if (!further.isEmpty()) {
      facts.add(new Fact("others", further));
    }
  }

  /** A series in a few lines: how much of it lies outside, and where that began. */
  public static Fact series(String label, TrainingCase trainingCase, SeriesComparison series) {
    List<String> lines = new ArrayList<>();
    lines.add(
        series.mismatches()
            + " of "
            + Numbers.count(series.compared(), "value")
            + " in "
            + Numbers.count(series.epochs().size(), "epoch")
            + " outside what is allowed"
            + series.worstEpoch().map(JudgementFacts::largest).orElse(""));
    series
        .divergence()
        .ifPresent(first -> lines.addAll(divergence("first in", trainingCase, first)));
    return new Fact(label, lines);
  }

  /** A divergence in two lines: where, and what stands there. */
  public static List<String> divergence(String start, TrainingCase trainingCase, Divergence first) {
    return List.of(
        start
            + " epoch "
            + first.epoch()
            + ", in the "
            + Wording.of(first.quantity())
            + " ("
            + first.mismatches()
            + " of "
            + Numbers.count(first.compared(), "value")
            + ")",
        sentence(trainingCase, first.quantity(), first.deviation()));
  }

  private static String largest(EpochComparison worst) {
    return "; at most " + Numbers.multiple(worst.maxExcess()) + " of it, in epoch " + worst.epoch();
  }

  /** An element with its place: {@code expected 0.972, was 0.981, allowed ±0.0005, ...}. */
  static String sentence(TrainingCase trainingCase, TensorName quantity, Deviation element) {
    String place = Place.of(trainingCase, quantity, element).toString();
    return (place.isEmpty() ? "" : place + ": ") + numbers(element);
  }

  private static String numbers(Deviation element) {
    double difference = element.difference();
    return "actual "
        + Numbers.beside(element.actual(), difference)
        + ", expected "
        + Numbers.beside(element.expected(), difference)
        + ", difference "
        + Numbers.small(difference)
        + ", allowed "
        + Numbers.small(element.allowed());
  }

  private void add(String label, String line) {
    facts.add(Fact.of(label, line));
  }
}
