package dev.lockstep.report.said;

import dev.lockstep.cases.GoldenArray;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Element;
import dev.lockstep.compare.TensorResult;
import dev.lockstep.golden.GoldenComparison;
import dev.lockstep.model.StepTensors;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.verification.JobResult;
import dev.lockstep.verification.Judgement;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Rows of the last softmax compared with what was published, or with the reference's.
 *
 * @param firstRow the step of the first row
 * @param result what came of it
 * @param actual what the implementation computed, one column a vocabulary entry
 * @param expected what was published, or what the reference computed
 * @param allowed how far each element may lie from what is expected, in the shape of {@code
 *     expected}
 */
public record ComparedRows(
    int firstRow, TensorResult result, Tensor actual, Tensor expected, Tensor allowed) {

  /** How many mismatches are shown one by one. */
  public static final int FIRST_SHOWN = 8;

  /**
   * The rows that a verdict rests on: those that were published, or all where nothing was; empty if
   * nothing was compared.
   */
  public static Optional<ComparedRows> of(TrainingCase trainingCase, Judgement judgement) {
    return ofPublished(trainingCase, judgement).or(() -> ofReference(judgement));
  }

  /** The published rows; empty if none were compared. */
  public static Optional<ComparedRows> ofPublished(TrainingCase trainingCase, Judgement judgement) {
    if (judgement.golden().isEmpty()) {
      return Optional.empty();
    }
    GoldenArray golden = trainingCase.golden().orElseThrow();
    TensorResult result = judgement.golden().get().softmax();
    return ofReference(judgement)
        .map(
            all ->
                new ComparedRows(
                    golden.firstRow(),
                    result,
                    GoldenComparison.rows(all.actual, golden.firstRow(), golden.rows()),
                    golden.values(),
                    GoldenComparison.allowed(golden, all.allowed)));
  }

  /** All rows, against the reference; empty if they were not compared. */
  public static Optional<ComparedRows> ofReference(Judgement judgement) {
    Optional<JobResult.Completed> completed = judgement.result().completed();
    if (judgement.softmax().isEmpty() || judgement.envelope().isEmpty() || completed.isEmpty()) {
      return Optional.empty();
    }
    Tensor exact = StepTensors.lastSoftmax(judgement.envelope().get().exact());
    return judgement
        .envelope()
        .get()
        .softmax()
        .map(
            noise ->
                new ComparedRows(
                    0,
                    judgement.softmax().get(),
                    StepTensors.lastSoftmax(completed.get().steps()),
                    exact,
                    noise));
  }

  /** How many rows there are, counting those that only one side has. */
  public int rows() {
    return Math.max(actual.shape().rows(), expected.shape().rows());
  }

  /** How many columns there are, counting those that only one side has. */
  public int columns() {
    return Math.max(actual.shape().columns(), expected.shape().columns());
  }

  /** An element, with NaN for a number that is missing. */
  public Element element(int row, int column) {
    return new Element(
        (long) row * columns() + column,
        elementOrNaN(actual, row, column),
        elementOrNaN(expected, row, column),
        elementOrNaN(allowed, row, column));
  }

  /** What an element's row and column mean. */
  public Place place(TrainingCase trainingCase, Element element) {
    return Place.of(
        trainingCase,
        StepTensors.SOFTMAX,
        firstRow + (int) (element.flat() / columns()),
        (int) (element.flat() % columns()));
  }

  /** Whether a row has a mismatch. */
  public boolean hasMismatch(int row) {
    return row(row).anyMatch(element -> !element.isWithin());
  }

  /** The first mismatches, at most {@value #FIRST_SHOWN}. */
  public List<Element> first() {
    return elements().filter(element -> !element.isWithin()).limit(FIRST_SHOWN).toList();
  }

  /** The element with the largest difference, NaN before any number; empty without elements. */
  public Optional<Element> largest() {
    return elements().reduce((one, next) -> sortable(next) > sortable(one) ? next : one);
  }

  private static double sortable(Element element) {
    return Double.isNaN(element.difference()) ? Double.POSITIVE_INFINITY : element.difference();
  }

  private Stream<Element> elements() {
    return IntStream.range(0, rows()).boxed().flatMap(this::row);
  }

  private Stream<Element> row(int row) {
    return IntStream.range(0, columns()).mapToObj(column -> element(row, column));
  }

  private static double elementOrNaN(Tensor tensor, int row, int column) {
    boolean inside = row < tensor.shape().rows() && column < tensor.shape().columns();
    return inside ? tensor.get(row, column) : Double.NaN;
  }
}
