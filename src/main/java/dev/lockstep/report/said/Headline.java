package dev.lockstep.report.said;

import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Deviation;
import dev.lockstep.compare.SeriesComparison;
import dev.lockstep.compare.TensorComparison;
import dev.lockstep.golden.GoldenComparison;
import dev.lockstep.verification.CaseOutcome;
import dev.lockstep.verification.JobResult;
import dev.lockstep.verification.Judgement;
import java.util.List;
import java.util.Optional;

/** One line of the table of verdicts. */
public final class Headline {
  /** The names of the cells. */
  public static final List<String> COLUMNS =
      List.of(
          "Case",
          "Implementation",
          "Verdict",
          "Largest difference",
          "Where",
          "Allowed there",
          "As printed",
          "Noise",
          "Seconds");

  private static final String NOTHING = "-";

  private Headline() {}

  /**
   * The last softmax compared with the published array, or with the reference where there is none.
   */
  static Optional<TensorComparison> comparison(Judgement judgement) {
    return judgement.golden().map(GoldenComparison::softmax).or(judgement::softmax);
  }

  /** The cells; a dash where there is nothing to say. */
  public static List<String> cells(CaseOutcome outcome, Judgement judgement) {
    TrainingCase trainingCase = outcome.caseFile().trainingCase();
    Optional<TensorComparison> comparison = comparison(judgement);
    Optional<Deviation> largest = comparison.flatMap(TensorComparison::largest);
    return List.of(
        trainingCase.name(),
        judgement.info().name(),
        judgement.verdict().name(),
        largest.map(element -> Numbers.small(element.difference())).orElse(NOTHING),
        largest.map(element -> where(trainingCase, element)).orElse(NOTHING),
        largest.map(element -> Numbers.small(element.allowed())).orElse(NOTHING),
        judgement.golden().map(Headline::asPrinted).orElse(NOTHING),
        judgement.drift().map(SeriesComparison::maxExcess).map(Numbers::multiple).orElse(NOTHING),
        judgement.result() instanceof JobResult.Completed completed
            ? Numbers.seconds(completed.seconds())
            : NOTHING);
  }

  private static String where(TrainingCase trainingCase, Deviation element) {
    return "row "
        + element.row()
        + ", "
        + CharacterLabel.ofColumn(trainingCase.task(), element.column());
  }

  private static String asPrinted(GoldenComparison golden) {
    return golden.asPrinted() + "/" + golden.softmax().compared();
  }
}
