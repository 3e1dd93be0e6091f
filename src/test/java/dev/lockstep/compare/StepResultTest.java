package dev.lockstep.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.CellKind;
import dev.lockstep.cases.ExampleCases;
import dev.lockstep.cases.OptimizerSpec;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.model.StepTensors;
import dev.lockstep.model.Steps;
import dev.lockstep.model.TamperedStep;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepResultTest {
  private static final double BOUND = 1e-6;
  private static final StepRecord EPOCH = epoch();
  private static final StepBounds.Bounded BOUNDS = new StepBounds.Bounded(1, bounds(EPOCH));

  static List<TensorName> quantities() {
    return List.copyOf(EPOCH.tensors().keySet());
  }

  @Test
  void theSameEpochMatchesInEveryElement() {
    StepResult comparison = StepResult.of(EPOCH, EPOCH, BOUNDS);
    assertEquals(Optional.empty(), comparison.divergence());
    assertEquals(0, comparison.mismatches());
    assertEquals(0, comparison.maxExcess());
    int elements = EPOCH.tensors().values().stream().mapToInt(Tensor::size).sum();
    assertEquals(elements, comparison.compared());
  }

  @ParameterizedTest
  @MethodSource("quantities")
  void oneWrongElementOfAnyTensorIsFound(TensorName quantity) {
    int last = EPOCH.tensors().get(quantity).size() - 1;
    StepRecord wrong = TamperedStep.add(EPOCH, quantity, last, 2 * BOUND);
    StepResult comparison = StepResult.of(EPOCH, wrong, BOUNDS);
    assertEquals(1, comparison.mismatches());
    assertEquals(quantity, comparison.divergence().orElseThrow().tensor().name());
    assertEquals(2, comparison.maxExcess(), 1e-6);
  }

  @ParameterizedTest
  @MethodSource("quantities")
  void nanInAnyTensorIsFound(TensorName quantity) {
    StepRecord nan = TamperedStep.add(EPOCH, quantity, 0, Double.NaN);
    assertEquals(1, StepResult.of(EPOCH, nan, BOUNDS).mismatches());
    assertEquals(1, StepResult.of(nan, EPOCH, BOUNDS).mismatches());
  }

  @Test
  void theDivergenceIsInTheTensorComputedFirst() {
    TensorName gradient = TensorName.of(Kind.GRADIENT, ParameterLayout.BIAS);
    StepRecord wrong = TamperedStep.add(EPOCH, gradient, 0, 1e-3);
    wrong = TamperedStep.add(wrong, TensorName.of(Kind.PARAMETER, "weight_ih"), 0, 1);
    assertEquals(gradient, divergence(wrong).tensor().name());
    wrong = TamperedStep.add(wrong, StepTensors.LOGITS, 5, 1e-3);
    assertEquals(StepTensors.LOGITS, divergence(wrong).tensor().name());
    wrong = TamperedStep.add(wrong, StepTensors.HIDDEN, 5, 1e-3);
    assertEquals(StepTensors.HIDDEN, divergence(wrong).tensor().name());
  }

  @Test
  void ofActivationsTheFirstElementTellsMostAndOfParametersTheWorst() {
    TensorName logits = StepTensors.LOGITS;
    StepRecord wrong = TamperedStep.add(EPOCH, logits, 3, 1e-3);
    wrong = TamperedStep.add(wrong, logits, 6, 1);
    assertEquals(3, divergence(wrong).telling().flat());
    assertEquals(2, divergence(wrong).tensor().mismatches());
    TensorName weight = TensorName.of(Kind.PARAMETER, ParameterLayout.WEIGHT);
    wrong = TamperedStep.add(EPOCH, weight, 0, 1e-3);
    wrong = TamperedStep.add(wrong, weight, 5, 1);
    assertEquals(5, divergence(wrong).telling().flat());
    assertEquals("step 1, parameter/weight [0, 0]", divergence(wrong).toString());
  }

  @Test
  void missingMomentsAreMismatchesOnEitherSide() {
    StepRecord without = EPOCH.without(Kind.OPTIMIZER);
    int moments = Steps.of(EPOCH, Kind.OPTIMIZER).values().stream().mapToInt(Tensor::size).sum();
    assertEquals(moments, StepResult.of(EPOCH, without, BOUNDS).mismatches());
    assertEquals(moments, StepResult.of(without, EPOCH, BOUNDS).mismatches());
  }

  @Test
  void aTensorWithoutABoundIsAMismatch() {
    Map<TensorName, Tensor> bounds = new HashMap<>(bounds(EPOCH));
    bounds.remove(StepTensors.LOSS);
    StepResult result = StepResult.of(EPOCH, EPOCH, new StepBounds.Bounded(1, bounds));
    assertEquals(1, result.mismatches());
    assertEquals(Double.POSITIVE_INFINITY, result.maxExcess());
  }

  @Test
  void activationsAreComparedOnlyIfBothSidesKeptThem() {
    StepRecord without = EPOCH.without(Kind.ACTIVATION);
    for (StepResult comparison :
        List.of(StepResult.of(EPOCH, without, BOUNDS), StepResult.of(without, EPOCH, BOUNDS))) {
      assertEquals(0, comparison.mismatches());
      assertTrue(comparison.tensors().stream().noneMatch(t -> t.name().kind() == Kind.ACTIVATION));
    }
  }

  private static Mismatch divergence(StepRecord actual) {
    return StepResult.of(EPOCH, actual, BOUNDS).divergence().orElseThrow();
  }

  private static StepRecord epoch() {
    OptimizerSpec adam = new OptimizerSpec.Adam(0.1);
    TrainingCase trainingCase = ExampleCases.of(CellKind.RNN, 2, "abcab", "abc", adam, 1);
    try (Session session =
        Variant.correct()
            .open(
                trainingCase,
                TorchInitializer.initialState(trainingCase),
                Precision.FLOAT64,
                Rounding.exact())) {
      return session.step();
    }
  }

  private static Map<TensorName, Tensor> bounds(StepRecord epoch) {
    return epoch.tensors().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().map(value -> BOUND)));
  }
}
