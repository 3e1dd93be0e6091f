package dev.lockstep.contract;

import dev.lockstep.backend.Session;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a step hands over, whatever the numbers are. */
final class RecordRequirements {
  private static final double HUGE = 1e5;

  private RecordRequirements() {}

  static List<Requirement> all() {
    return List.of(
        new Requirement(
            "the same case trained twice gives the same bits", RecordRequirements::repeats),
        new Requirement(
            "a record stays as it is while training goes on", RecordRequirements::stays),
        new Requirement("steps are numbered by the updates made", RecordRequirements::numbers),
        new Requirement(
            "a step has every tensor of the case, in its shape and order, and no other",
            RecordRequirements::tensors),
        new Requirement("SGD keeps no moments", RecordRequirements::sgd),
        new Requirement("every number is one of the precision", RecordRequirements::precision),
        new Requirement("parameters that are NaN give NaN", RecordRequirements::nan),
        new Requirement(
            "saturated logits give a finite loss without overflow", RecordRequirements::saturated));
  }

  private static void repeats(Subject subject) {
    TrainingCase trainingCase = subject.trainingCase(Subject.ADAM);
    Expect.identical("the second time", subject.train(trainingCase), subject.train(trainingCase));
  }

  private static void stays(Subject subject) {
    try (Session session = subject.open(subject.trainingCase(Subject.ADAM))) {
      StepRecord record = session.step();
      Map<TensorName, double[]> before = new LinkedHashMap<>();
      record.tensors().forEach((name, tensor) -> before.put(name, tensor.toArray()));
      session.step();
      before.forEach(
          (name, values) -> {
            for (int i = 0; i < values.length; i++) {
              Expect.equal(
                  "element " + i + " of " + name + " of step 1 after step 2",
                  values[i],
                  record.get(name).get(i));
            }
          });
    }
  }

  private static void numbers(Subject subject) {
    List<StepRecord> records = subject.train(subject.trainingCase(Subject.ADAM));
    Expect.equal(
        "numbers of the steps",
        List.of(1, 2, 3, 4),
        records.stream().map(StepRecord::step).toList());
  }

  private static void tensors(Subject subject) {
    for (TrainingCase trainingCase :
        List.of(subject.trainingCase(Subject.ADAM), subject.trainingCase(Subject.SGD))) {
      Map<TensorName, Shape> found = new LinkedHashMap<>();
      subject.train(trainingCase).get(0).tensors().forEach((n, t) -> found.put(n, t.shape()));
      Map<TensorName, Shape> due = StepTensors.shapes(trainingCase);
      Expect.equal("tensors", List.copyOf(due.keySet()), List.copyOf(found.keySet()));
      due.forEach((name, shape) -> Expect.equal("shape of " + name, shape, found.get(name)));
    }
  }

  private static void sgd(Subject subject) {
    try (Session session = subject.open(subject.trainingCase(Subject.SGD))) {
      StepRecord record = session.step();
      Expect.equal("moments of the state", Optional.empty(), session.state().moments());
      Expect.that(
          record.tensors().keySet().stream().noneMatch(name -> name.kind() == Kind.OPTIMIZER),
          "the record has an optimizer's state");
    }
  }

  private static void precision(Subject subject) {
    boolean someNeedsFloat64 = false;
    for (StepRecord record : subject.train(subject.trainingCase(Subject.ADAM))) {
      for (Map.Entry<TensorName, Tensor> tensor : record.tensors().entrySet()) {
        for (double value : tensor.getValue().toArray()) {
          Expect.equal("a number of " + tensor.getKey(), subject.precision().round(value), value);
          someNeedsFloat64 |= (float) value != value;
        }
      }
    }
    Expect.that(
        someNeedsFloat64 == (subject.precision() == Precision.FLOAT64),
        "every number of a float64 training is a float32 number");
  }

  private static void nan(Subject subject) {
    TrainingCase trainingCase = subject.trainingCase(Subject.ADAM);
    ModelState poisoned =
        States.withParameter(
            TorchInitializer.initialState(trainingCase),
            ParameterLayout.WEIGHT,
            tensor -> tensor.map(value -> Double.NaN));
    try (Session session = subject.open(trainingCase, poisoned)) {
      StepRecord record = session.step();
      for (TensorName name :
          List.of(
              StepTensors.SOFTMAX,
              StepTensors.LOSS,
              TensorName.of(Kind.PARAMETER, ParameterLayout.WEIGHT))) {
        for (double value : record.get(name).toArray()) {
          Expect.that(Double.isNaN(value), name + ": found " + value + "; expected NaN throughout");
        }
      }
    }
  }

  private static void saturated(Subject subject) {
    TrainingCase trainingCase = subject.trainingCase(Subject.ADAM);
    ModelState saturated =
        States.withParameter(
            TorchInitializer.initialState(trainingCase),
            ParameterLayout.WEIGHT,
            tensor -> tensor.map(value -> HUGE * value));
    try (Session session = subject.open(trainingCase, saturated)) {
      StepRecord record = session.step();
      double loss = StepTensors.loss(record);
      Expect.that(
          loss > 100 && Double.isFinite(loss), "loss: found " + loss + "; expected a finite one");
      for (double value : record.get(StepTensors.SOFTMAX).toArray()) {
        Expect.that(value >= 0 && value <= 1, "softmax: found " + value + "; expected 0 to 1");
      }
    }
  }
}
