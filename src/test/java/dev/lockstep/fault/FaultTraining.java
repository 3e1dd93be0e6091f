package dev.lockstep.fault;

import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.Task;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.Parameters;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Cases and trainings that the tests of the catalogue share. */
final class FaultTraining {
  /** Under this seed no relu cell of the tests has all its units dead, which would hide faults. */
  private static final long SEED = 30;

  private static final long EXAM_SEED = 43052;

  private FaultTraining() {}

  static TrainingCase trainingCase(
      Task task, CellKind cell, int hidden, int epochs, OptimizerSpec optimizer) {
    return new TrainingCase(
        "fault", "", task, cell, hidden, SEED, epochs, optimizer, Optional.empty());
  }

  static TrainingCase examCase(CellKind cell, int hidden, int epochs) {
    Task task = new Task("hi?hello!!", 100, List.of("!", "?", "h", "i", "e", "l", "o"));
    OptimizerSpec adam = new OptimizerSpec.Adam(0.1);
    return new TrainingCase(
        "exam", "", task, cell, hidden, EXAM_SEED, epochs, adam, Optional.empty());
  }

  static Fault fault(String id) {
    return FaultCatalogue.named(id).orElseThrow();
  }

  static Session open(Variant variant, TrainingCase trainingCase) {
    return variant.open(
        trainingCase,
        TorchInitializer.initialState(trainingCase),
        Precision.FLOAT64,
        Rounding.exact());
  }

  /** The initial parameters under the right rules. */
  static Parameters startOf(TrainingCase trainingCase) {
    try (Session session = open(Variant.correct(), trainingCase)) {
      return session.state().parameters();
    }
  }

  /** All epochs from the initial weights. */
  static List<StepRecord> train(Variant variant, TrainingCase trainingCase) {
    List<StepRecord> records = new ArrayList<>();
    try (Session session = open(variant, trainingCase)) {
      for (int epoch = 1; epoch <= trainingCase.epochs(); epoch++) {
        records.add(session.step());
      }
    }
    return records;
  }

  /** The one epoch that follows a loaded state. */
  static StepRecord epochFrom(Variant variant, TrainingCase trainingCase, ModelState state) {
    try (Session session = open(variant, trainingCase)) {
      session.load(state);
      return session.step();
    }
  }

  /** The largest difference of any number of two trainings; infinite if one is NaN. */
  static double largestDifference(List<StepRecord> a, List<StepRecord> b) {
    double largest = 0;
    for (int epoch = 0; epoch < a.size(); epoch++) {
      largest = Math.max(largest, largestDifference(a.get(epoch), b.get(epoch)));
    }
    return largest;
  }

  /** The largest difference of any number of two epochs; infinite if one is NaN. */
  static double largestDifference(StepRecord a, StepRecord b) {
    Map<TensorName, Tensor> others = b.tensors();
    double largest = 0;
    for (Map.Entry<TensorName, Tensor> entry : a.tensors().entrySet()) {
      Tensor other = others.get(entry.getKey());
      for (int i = 0; i < other.size(); i++) {
        double difference = Math.abs(entry.getValue().get(i) - other.get(i));
        largest =
            Math.max(largest, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
      }
    }
    return largest;
  }
}
