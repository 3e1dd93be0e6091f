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
import dev.lockstep.model.ModelState;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.trajectory.EpochRecord;
import dev.lockstep.trajectory.Quantity;
import dev.lockstep.trajectory.Stage;
import dev.lockstep.trajectory.TamperedEpoch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EpochComparisonTest {
  private static final double BOUND = 1e-6;
  private static final EpochRecord EPOCH = epoch();
  private static final EpochBounds BOUNDS = new EpochBounds(1, bounds(EPOCH));

  static List<Quantity> quantities() {
    return List.copyOf(EPOCH.quantities().keySet());
  }

  @Test
  void theSameEpochMatchesInEveryElement() {
    EpochComparison comparison = EpochComparison.of(EPOCH, EPOCH, BOUNDS);
    assertEquals(Optional.empty(), comparison.divergence());
    assertEquals(0, comparison.mismatches());
    assertEquals(0, comparison.maxExcess());
    int elements = EPOCH.quantities().values().stream().mapToInt(Tensor::size).sum();
    assertEquals(elements, comparison.compared());
  }

  @ParameterizedTest
  @MethodSource("quantities")
  void oneWrongElementOfAnyTensorIsFound(Quantity quantity) {
    int last = EPOCH.quantities().get(quantity).size() - 1;
    EpochRecord wrong = TamperedEpoch.add(EPOCH, quantity, last, 2 * BOUND);
    EpochComparison comparison = EpochComparison.of(wrong, EPOCH, BOUNDS);
    assertEquals(1, comparison.mismatches());
    assertEquals(quantity, comparison.divergence().orElseThrow().quantity());
    assertEquals(2, comparison.maxExcess(), 1e-6);
  }

  @ParameterizedTest
  @MethodSource("quantities")
  void nanInAnyTensorIsFound(Quantity quantity) {
    EpochRecord nan = TamperedEpoch.add(EPOCH, quantity, 0, Double.NaN);
    assertEquals(1, EpochComparison.of(nan, EPOCH, BOUNDS).mismatches());
    assertEquals(1, EpochComparison.of(EPOCH, nan, BOUNDS).mismatches());
  }

  @Test
  void theDivergenceIsInTheTensorComputedFirst() {
    Quantity gradient = new Quantity(Stage.GRADIENT, ParameterLayout.BIAS);
    EpochRecord wrong = TamperedEpoch.add(EPOCH, gradient, 0, 1e-3);
    wrong = TamperedEpoch.add(wrong, new Quantity(Stage.PARAMETER, "weight_ih"), 0, 1);
    assertEquals(gradient, divergence(wrong).quantity());
    wrong = TamperedEpoch.add(wrong, Quantity.of(Stage.LOGITS), 5, 1e-3);
    assertEquals(Quantity.of(Stage.LOGITS), divergence(wrong).quantity());
    wrong = TamperedEpoch.add(wrong, Quantity.of(Stage.HIDDEN), 5, 1e-3);
    assertEquals(Quantity.of(Stage.HIDDEN), divergence(wrong).quantity());
  }

  @Test
  void ofStepsTheFirstDivergesAndOfParametersTheWorst() {
    Quantity logits = Quantity.of(Stage.LOGITS);
    EpochRecord wrong = TamperedEpoch.add(EPOCH, logits, 3, 1e-3);
    wrong = TamperedEpoch.add(wrong, logits, 6, 1);
    assertEquals(1, divergence(wrong).deviation().row());
    assertEquals(2, divergence(wrong).mismatches());
    Quantity weight = new Quantity(Stage.PARAMETER, ParameterLayout.WEIGHT);
    wrong = TamperedEpoch.add(EPOCH, weight, 0, 1e-3);
    wrong = TamperedEpoch.add(wrong, weight, 5, 1);
    assertEquals(2, divergence(wrong).deviation().row());
    assertEquals(1, divergence(wrong).deviation().column());
  }

  @Test
  void missingMomentsAreMismatchesOnEitherSide() {
    ModelState state = EPOCH.state();
    EpochRecord without =
        new EpochRecord(
            1,
            EPOCH.loss(),
            EPOCH.activations(),
            EPOCH.gradients(),
            new ModelState(state.parameters(), Optional.empty(), 1));
    int moments = 2 * state.parameters().layout().size();
    assertEquals(moments, EpochComparison.of(without, EPOCH, BOUNDS).mismatches());
    assertEquals(moments, EpochComparison.of(EPOCH, without, BOUNDS).mismatches());
  }

  @Test
  void aTensorWithoutABoundIsAMismatch() {
    Map<Quantity, Tensor> bounds = new HashMap<>(bounds(EPOCH));
    bounds.remove(Quantity.of(Stage.LOSS));
    assertEquals(1, EpochComparison.of(EPOCH, EPOCH, new EpochBounds(1, bounds)).mismatches());
  }

  @Test
  void activationsAreComparedOnlyIfBothSidesKeptThem() {
    EpochRecord without = EPOCH.withoutActivations();
    for (EpochComparison comparison :
        List.of(
            EpochComparison.of(without, EPOCH, BOUNDS),
            EpochComparison.of(EPOCH, without, BOUNDS))) {
      assertEquals(0, comparison.mismatches());
      assertTrue(comparison.tensors().stream().noneMatch(t -> t.quantity().stage().isPerStep()));
    }
  }

  private static Divergence divergence(EpochRecord actual) {
    return EpochComparison.of(actual, EPOCH, BOUNDS).divergence().orElseThrow();
  }

  private static EpochRecord epoch() {
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

  private static Map<Quantity, Tensor> bounds(EpochRecord epoch) {
    return epoch.quantities().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().map(value -> BOUND)));
  }
}
