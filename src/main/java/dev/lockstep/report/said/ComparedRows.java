package dev.lockstep.report.said;

import dev.lockstep.cases.GoldenArray;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Deviation;
import dev.lockstep.golden.GoldenComparison;
import dev.lockstep.model.StepTensors;
import dev.lockstep.noise.Envelope;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.verification.JobResult;
import dev.lockstep.verification.Judgement;
import java.util.Optional;

/**
 * The rows of the last softmax that a verdict rests on: those that were published, or all where
 * nothing was.
 *
 * @param firstRow the step of the first row
 * @param actual what the implementation computed, one column a vocabulary entry
 * @param expected what was published, or what the reference computed
 * @param allowed how far each element may lie from what is expected, in the shape of {@code
 *     expected}
 */
public record ComparedRows(int firstRow, Tensor actual, Tensor expected, Tensor allowed) {

  /** The rows of a judgement; empty if nothing was compared. */
  public static Optional<ComparedRows> of(TrainingCase trainingCase, Judgement judgement) {
    if (judgement.softmax().isEmpty()
        || judgement.envelope().isEmpty()
        || !(judgement.result() instanceof JobResult.Completed completed)) {
      return Optional.empty();
    }
    Tensor actual = StepTensors.lastSoftmax(completed.steps());
    Envelope envelope = judgement.envelope().get();
    Tensor exact = StepTensors.lastSoftmax(envelope.exact());
    return envelope
        .softmax()
        .map(
            noise ->
                trainingCase
                    .golden()
                    .map(golden -> ofPublished(golden, actual, noise))
                    .orElseGet(() -> new ComparedRows(0, actual, exact, noise)));
  }

  private static ComparedRows ofPublished(GoldenArray golden, Tensor actual, Tensor envelope) {
    return new ComparedRows(
        golden.firstRow(),
        GoldenComparison.rows(actual, golden.firstRow(), golden.rows()),
        golden.values(),
        GoldenComparison.rows(envelope, golden.firstRow(), golden.rows())
            .map(bound -> bound + golden.halfUnit()));
  }

  /** How many rows there are, counting those that only one side has. */
  public int rows() {
    return Math.max(actual.shape().rows(), expected.shape().rows());
  }

  /** How many columns there are, counting those that only one side has. */
  public int columns() {
    return Math.max(actual.shape().columns(), expected.shape().columns());
  }

  /** An element, with NaN for a number that is missing; its row is counted in the sequence. */
  public Deviation element(int row, int column) {
    return new Deviation(
        firstRow + row,
        column,
        elementOrNaN(actual, row, column),
        elementOrNaN(expected, row, column),
        elementOrNaN(allowed, row, column));
  }

  /** Whether a row has a mismatch. */
  public boolean hasMismatch(int row) {
    for (int column = 0; column < columns(); column++) {
      if (!element(row, column).isWithin()) {
        return true;
      }
    }
    return false;
  }

  private static double elementOrNaN(Tensor tensor, int row, int column) {
    boolean inside = row < tensor.shape().rows() && column < tensor.shape().columns();
    return inside ? tensor.get(row, column) : Double.NaN;
  }
}
