package dev.lockstep.fault;

import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import java.util.function.Predicate;

/** What a case must have for a fault to change its numbers. */
final class Conditions {
  private Conditions() {}

  static Predicate<TrainingCase> always() {
    return trainingCase -> true;
  }

  static Predicate<TrainingCase> cell(CellKind kind) {
    return trainingCase -> trainingCase.cell() == kind;
  }

  /** With one character the softmax is 1, so that every gradient is 0 and nothing is learnt. */
  static Predicate<TrainingCase> learns() {
    return trainingCase -> trainingCase.task().vocabularySize() > 1;
  }

  static Predicate<TrainingCase> adam() {
    return trainingCase -> trainingCase.optimizer() instanceof OptimizerSpec.Adam;
  }

  static Predicate<TrainingCase> sgd() {
    return trainingCase -> trainingCase.optimizer() instanceof OptimizerSpec.Sgd;
  }

  static Predicate<TrainingCase> severalSteps() {
    return steps(2);
  }

  static Predicate<TrainingCase> steps(int least) {
    return trainingCase -> trainingCase.task().steps() >= least;
  }

  static Predicate<TrainingCase> severalEpochs() {
    return epochs(2);
  }

  static Predicate<TrainingCase> epochs(int least) {
    return trainingCase -> trainingCase.epochs() >= least;
  }

  static Predicate<TrainingCase> severalUnits() {
    return trainingCase -> trainingCase.hidden() > 1;
  }

  /** The hidden size is another than the number of characters. */
  static Predicate<TrainingCase> sizesDiffer() {
    return trainingCase -> trainingCase.hidden() != trainingCase.task().vocabularySize();
  }
}
