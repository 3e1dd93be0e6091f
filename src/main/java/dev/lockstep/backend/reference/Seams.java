package dev.lockstep.backend.reference;

import dev.lockstep.cases.TrainingCase;

/**
 * The four parts that make up a reference training; exchanging one makes another implementation.
 *
 * @param cell the recurrent cell
 * @param loss the loss
 * @param optimizer the update rule
 * @param rounding the number format
 */
public record Seams(Cell cell, Loss loss, Optimizer optimizer, Rounding rounding) {

  /** The right parts for a case, as PyTorch defines them. */
  public static Seams of(TrainingCase trainingCase, Rounding rounding) {
    return new Seams(
        Cell.of(trainingCase.cell()),
        Loss.meanCrossEntropy(),
        Optimizer.of(trainingCase.optimizer()),
        rounding);
  }

  /** These parts with another cell. */
  public Seams withCell(Cell other) {
    return new Seams(other, loss, optimizer, rounding);
  }

  /** These parts with another loss. */
  public Seams withLoss(Loss other) {
    return new Seams(cell, other, optimizer, rounding);
  }

  /** These parts with another optimizer. */
  public Seams withOptimizer(Optimizer other) {
    return new Seams(cell, loss, other, rounding);
  }

  /** These parts with another number format. */
  public Seams withRounding(Rounding other) {
    return new Seams(cell, loss, optimizer, other);
  }
}
