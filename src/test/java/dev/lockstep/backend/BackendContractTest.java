package dev.lockstep.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.StepTensors;
import dev.lockstep.model.Steps;
import dev.lockstep.noise.LocalEnvelope;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every implementation computes, whichever it is. */
class BackendContractTest {

  static Stream<Subject> subjects() {
    return Subject.all();
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void trainsTheSameCaseTwiceToTheSameBits(Subject subject) {
    TrainingCase trainingCase = subject.trainingCase(Subject.ADAM);
    Records.assertIdentical(subject.train(trainingCase), subject.train(trainingCase));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void aRecordStaysAsItIsWhileTrainingGoesOn(Subject subject) {
    try (Session session = subject.open(subject.trainingCase(Subject.ADAM))) {
      StepRecord record = session.step();
      Map<String, double[]> before = elements(record);
      session.step();
      Map<String, double[]> after = elements(record);
      before.forEach((name, values) -> assertEquals(list(values), list(after.get(name)), name));
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void theFirstEpochWithAdamAgreesWithTheReference(Subject subject) {
    assertAgreesWithTheReference(subject, subject.trainingCase(Subject.ADAM), 0);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void theFirstEpochWithSgdAgreesWithTheReference(Subject subject) {
    assertAgreesWithTheReference(subject, subject.trainingCase(Subject.SGD), 0);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void aLaterEpochAgreesWithTheReferenceFromTheSameState(Subject subject) {
    assertAgreesWithTheReference(subject, subject.trainingCase(Subject.ADAM), 3);
    assertAgreesWithTheReference(subject, subject.trainingCase(Subject.SGD), 3);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void theSmallestModelOnTheShortestTextAgreesWithTheReference(Subject subject) {
    CellKind cell = subject.cell();
    assertAgreesWithTheReference(subject, ExampleCases.of(cell, 1, "ab", "ba", Subject.SGD, 1), 0);
    assertAgreesWithTheReference(subject, ExampleCases.of(cell, 1, "ab", "ba", Subject.ADAM, 1), 1);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void oneStepOfAWiderModelAgreesWithTheReference(Subject subject) {
    TrainingCase oneStep = ExampleCases.of(subject.cell(), 5, "cb", "abcd", Subject.ADAM, 1);
    assertAgreesWithTheReference(subject, oneStep, 0);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void oneHiddenUnitAgreesWithTheReference(Subject subject) {
    TrainingCase oneUnit = ExampleCases.of(subject.cell(), 1, "abcabca", "abc", Subject.ADAM, 1);
    assertAgreesWithTheReference(subject, oneUnit, 2);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void aVocabularyMuchLargerThanTheTextAgreesWithTheReference(Subject subject) {
    TrainingCase wide =
        ExampleCases.of(
            subject.cell(), 2, "azbzaz", "qwertyuiopasdfghjklzxcvbnmQWERTYUIOP", Subject.ADAM, 1);
    assertAgreesWithTheReference(subject, wide, 1);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void aCharacterThatTheTextLacksHasNoInputGradient(Subject subject) {
    StepRecord record = subject.train(subject.trainingCase(Subject.ADAM)).get(1);
    Tensor gradient = Steps.gradient(record, ParameterLayout.WEIGHT_IH);
    int lacking = 2;
    for (int row = 0; row < gradient.shape().rows(); row++) {
      assertEquals(0.0, Math.abs(gradient.get(row, lacking)));
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void epochsAreNumberedByTheUpdatesMade(Subject subject) {
    List<StepRecord> records = subject.train(subject.trainingCase(Subject.ADAM));
    assertEquals(List.of(1, 2, 3, 4), records.stream().map(StepRecord::step).toList());
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void everyTensorHasItsShape(Subject subject) {
    TrainingCase trainingCase = subject.trainingCase(Subject.ADAM);
    ParameterLayout layout = ParameterLayout.of(trainingCase);
    StepRecord record = subject.train(trainingCase).get(0);
    assertEquals(Shape.of(12, 3), record.get(StepTensors.HIDDEN).shape());
    assertEquals(Shape.of(12, 5), record.get(StepTensors.LOGITS).shape());
    assertEquals(Shape.of(12, 5), record.get(StepTensors.SOFTMAX).shape());
    for (String name : layout.names()) {
      assertEquals(layout.shape(name), Steps.gradient(record, name).shape());
      assertEquals(layout.shape(name), Steps.parameter(record, name).shape());
    }
    Map<TensorName, Shape> shapes = new LinkedHashMap<>();
    record.tensors().forEach((name, tensor) -> shapes.put(name, tensor.shape()));
    assertEquals(StepTensors.shapes(trainingCase), shapes);
    assertEquals(
        List.copyOf(StepTensors.shapes(trainingCase).keySet()), List.copyOf(shapes.keySet()));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void sgdKeepsNoMoments(Subject subject) {
    TrainingCase trainingCase = subject.trainingCase(Subject.SGD);
    try (Session session = subject.open(trainingCase)) {
      StepRecord record = session.step();
      assertEquals(Optional.empty(), session.state().moments());
      assertEquals(Map.of(), Steps.of(record, Kind.OPTIMIZER));
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void everyNumberIsOneOfThePrecision(Subject subject) {
    boolean someNeedsFloat64 = false;
    for (StepRecord record : subject.train(subject.trainingCase(Subject.ADAM))) {
      for (Map.Entry<String, double[]> tensor : elements(record).entrySet()) {
        for (double value : tensor.getValue()) {
          assertEquals(subject.precision().round(value), value, tensor.getKey());
          someNeedsFloat64 |= (float) value != value;
        }
      }
    }
    assertEquals(subject.precision() == Precision.FLOAT64, someNeedsFloat64);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void nanParametersGiveNaN(Subject subject) {
    TrainingCase trainingCase = subject.trainingCase(Subject.ADAM);
    ModelState poisoned =
        States.withParameter(
            TorchInitializer.initialState(trainingCase),
            ParameterLayout.WEIGHT,
            tensor -> tensor.map(value -> Double.NaN));
    try (Session session = subject.open(trainingCase, poisoned)) {
      StepRecord record = session.step();
      assertTrue(Double.isNaN(StepTensors.loss(record)), "loss " + StepTensors.loss(record));
      Tensor softmax = record.get(StepTensors.SOFTMAX);
      assertTrue(list(softmax.toArray()).stream().allMatch(value -> value.isNaN()));
      Tensor updated = Steps.parameter(record, ParameterLayout.WEIGHT);
      assertTrue(list(updated.toArray()).stream().allMatch(value -> value.isNaN()));
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void saturatedLogitsGiveAFiniteLossWithoutOverflow(Subject subject) {
    TrainingCase trainingCase = subject.trainingCase(Subject.ADAM);
    ModelState saturated =
        States.withParameter(
            TorchInitializer.initialState(trainingCase),
            ParameterLayout.WEIGHT,
            tensor -> tensor.map(value -> 1e5 * value));
    try (Session session = subject.open(trainingCase, saturated)) {
      StepRecord record = session.step();
      assertTrue(
          StepTensors.loss(record) > 100 && Double.isFinite(StepTensors.loss(record)),
          "loss " + StepTensors.loss(record));
      for (double value : record.get(StepTensors.SOFTMAX).toArray()) {
        assertTrue(value >= 0 && value <= 1, "softmax " + value);
      }
    }
  }

  private static void assertAgreesWithTheReference(
      Subject subject, TrainingCase trainingCase, int epochsBefore) {
    ModelState start = TorchInitializer.initialState(trainingCase);
    try (Session session = subject.open(trainingCase);
        LocalEnvelope envelope =
            new LocalEnvelope(trainingCase, Variant.correct(), subject.noise(), 1)) {
      for (int epoch = 1; epoch <= epochsBefore; epoch++) {
        session.step();
      }
      LocalEnvelope.Expectation expected = envelope.from(session.state());
      StepRecord actual = session.step();
      Records.assertWithin(expected, actual);
      assertNotEquals(Steps.of(expected.record(), Kind.PARAMETER), parameters(start));
    }
  }

  private static Map<TensorName, Tensor> parameters(ModelState state) {
    return Steps.of(new StepRecord(0, state.tensors()), Kind.PARAMETER);
  }

  private static Map<String, double[]> elements(StepRecord record) {
    return record.tensors().entrySet().stream()
        .collect(Collectors.toMap(e -> e.getKey().toString(), e -> e.getValue().toArray()));
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
