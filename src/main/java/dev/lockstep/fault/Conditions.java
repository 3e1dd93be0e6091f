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
    return trainingCase -> trainingCase.task().steps() > 1;
  }

  static Predicate<TrainingCase> severalEpochs() {
    return trainingCase -> trainingCase.epochs() > 1;
  }
}
