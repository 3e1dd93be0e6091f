package dev.lockstep.verification;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.compare.Bound;
import dev.lockstep.compare.ElementwiseComparison;
import dev.lockstep.compare.StepResult;
import dev.lockstep.compare.TensorResult;
import dev.lockstep.compare.TrainingResult;
import dev.lockstep.compare.Verdict;
import dev.lockstep.model.StepTensors;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FindingTest {
  private static final TrainingResult WHOLE = series(4, 0);
  private static final FaultCoverage CATCHES_ALL =
      new FaultCoverage(List.of(), List.of("a-fault"), List.of(), List.of());
  private static final FaultCoverage HIDES_ONE =
      new FaultCoverage(List.of(), List.of("a-fault"), List.of(), List.of("another"));

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void lockstepThatEndsEarlyIsNeverEquivalent(int epochs) {
    Conclusion conclusion = conclusion(WHOLE, series(epochs, 0), () -> CATCHES_ALL);
    assertEquals(
        "INCONCLUSIVE: rounding alone decides what one epoch gives after "
            + epochs
            + " of 4 epochs, so that the rest cannot be compared",
        conclusion.toString());
    assertEquals(ExitStatus.NOT_SHOWN, conclusion.exitStatus());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void aTrainingThatEndsEarlyIsNeverEquivalent(int epochs) {
    Conclusion conclusion = conclusion(series(epochs, 0), WHOLE, () -> CATCHES_ALL);
    assertEquals(Verdict.INCONCLUSIVE, conclusion.verdict());
  }

  @Test
  void epochsWithoutATensorToCompareAreNeverEquivalent() {
    List<StepResult> empty =
        IntStream.rangeClosed(1, 4).mapToObj(epoch -> new StepResult(epoch, List.of())).toList();
    Conclusion conclusion = conclusion(WHOLE, new TrainingResult(empty, 4), () -> CATCHES_ALL);
    assertEquals(Verdict.INCONCLUSIVE, conclusion.verdict());
  }

  @Test
  void aMismatchDecidesHoweverLittleElseWasCompared() {
    Conclusion conclusion =
        conclusion(
            series(2, 1),
            series(0, 0),
            () -> {
              throw new AssertionError("needs no fault to be tried");
            });
    assertEquals(
        "DIVERGENT: leaves other's training in epoch 1, first in the loss (1 of 1 values)",
        conclusion.toString());
    assertEquals(ExitStatus.SOME_DIVERGENT, conclusion.exitStatus());
  }

  @Test
  void everythingThatPartsIsSaid() {
    assertEquals(
        "leaves other's training in epoch 1, first in the loss (1 of 1 values); errs in lockstep in"
            + " epoch 1, first in the loss (1 of 1 values)",
        conclusion(series(4, 1), series(4, 1), () -> CATCHES_ALL).reason());
  }

  @Test
  void whatIsWithinEverythingIsEquivalentUnlessAFaultWouldBeToo() {
    assertEquals(Conclusion.EQUIVALENT, conclusion(WHOLE, WHOLE, () -> CATCHES_ALL));
    assertEquals(
        "INCONCLUSIVE: rounding alone moves this case so far that 1 of 2 known faults would pass:"
            + " another",
        conclusion(WHOLE, WHOLE, () -> HIDES_ONE).toString());
  }

  private static Conclusion conclusion(
      TrainingResult drift, TrainingResult lockstep, Supplier<FaultCoverage> coverage) {
    Finding finding = new Finding();
    finding.addDrift("other", drift);
    finding.addLockstep(lockstep);
    return finding.conclusion(coverage);
  }

  /** Epochs of four in which the loss is off by so much where 0.5 is allowed. */
  private static TrainingResult series(int epochs, double difference) {
    Shape one = Shape.of(1);
    TensorResult loss =
        ElementwiseComparison.of(
            StepTensors.LOSS,
            Tensor.of(one, new double[] {1}),
            Tensor.of(one, new double[] {1 + difference}),
            new Bound.Within(Tensor.of(one, new double[] {0.5})));
    return new TrainingResult(
        IntStream.rangeClosed(1, epochs)
            .mapToObj(epoch -> new StepResult(epoch, List.of(loss)))
            .toList(),
        4);
  }
}
