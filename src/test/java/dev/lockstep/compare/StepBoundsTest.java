package dev.lockstep.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepBoundsTest {
  private static final TensorName NAME = TensorName.of(Kind.GRADIENT, "bias");

  @ParameterizedTest
  @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NaN})
  void withoutOneFiniteBoundTheWholeStepIsUndecided(double bound) {
    assertEquals(new StepBounds.Undecided(3), StepBounds.of(3, bounds(1, bound)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.POSITIVE_INFINITY, Double.NaN, -1e-300})
  void whatIsNoBoundCannotBeMadeOne(double bound) {
    Map<TensorName, Tensor> bounds = bounds(1, bound);
    assertThrows(IllegalArgumentException.class, () -> new StepBounds.Bounded(1, bounds));
  }

  @Test
  void boundsOfTwoSidesAddUp() {
    StepBounds sum = StepBounds.of(1, bounds(1, 2)).plus(StepBounds.of(1, bounds(10, 20)));
    assertEquals(new StepBounds.Bounded(1, bounds(11, 22)), sum);
  }

  @Test
  void ofTwoSidesOfWhichOneIsUndecidedNothingCanBeSaid() {
    StepBounds bounded = StepBounds.of(1, bounds(1, 2));
    StepBounds undecided = new StepBounds.Undecided(1);
    assertEquals(undecided, bounded.plus(undecided));
    assertEquals(undecided, undecided.plus(bounded));
  }

  @Test
  void boundsWhoseSumOverflowsAreNone() {
    StepBounds huge = StepBounds.of(1, bounds(1, Double.MAX_VALUE));
    assertInstanceOf(StepBounds.Undecided.class, huge.plus(huge));
  }

  private static Map<TensorName, Tensor> bounds(double... bounds) {
    return Map.of(NAME, Tensor.of(Shape.of(bounds.length), bounds));
  }
}
