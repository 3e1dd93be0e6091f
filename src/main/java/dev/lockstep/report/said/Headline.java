package dev.lockstep.report.said;

import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Element;
import dev.lockstep.compare.TrainingResult;
import dev.lockstep.golden.GoldenComparison;
import dev.lockstep.verification.CaseOutcome;
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

  /** The cells; a dash where there is nothing to say. */
  public static List<String> cells(CaseOutcome outcome, Judgement judgement) {
    TrainingCase trainingCase = outcome.caseFile().trainingCase();
    Optional<ComparedRows> rows = ComparedRows.of(trainingCase, judgement);
    Optional<Element> largest = rows.flatMap(ComparedRows::largest);
    return List.of(
        trainingCase.name(),
        judgement.info().name(),
        judgement.verdict().name(),
        largest.map(element -> Numbers.small(element.difference())).orElse(NOTHING),
        largest
            .map(element -> where(trainingCase, rows.get().place(trainingCase, element)))
            .orElse(NOTHING),
        largest.map(element -> Numbers.small(element.allowed())).orElse(NOTHING),
        judgement.golden().map(Headline::asPrinted).orElse(NOTHING),
        judgement.drift().map(TrainingResult::maxExcess).map(Numbers::multiple).orElse(NOTHING),
        judgement
            .result()
            .completed()
            .map(completed -> Numbers.seconds(completed.seconds()))
            .orElse(NOTHING));
  }

  private static String where(TrainingCase trainingCase, Place place) {
    return "row "
        + place.row()
        + ", "
        + CharacterLabel.ofColumn(trainingCase.task(), place.column());
  }

  private static String asPrinted(GoldenComparison golden) {
    return golden.asPrinted() + "/" + golden.softmax().compared();
  }
}
