package dev.lockstep.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.cases.GoldenArray;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VacuityTest {

  @Test
  void anArrayWithASignalSaysSomething() {
    assertEquals(Optional.empty(), Vacuity.of(golden(0, 3, 0.1, 0.9), 5, noise(5, 1e-5)));
  }

  @Test
  void noElement() {
    assertEquals(
        Optional.of("the softmax has no element, so nothing would be compared"),
        Vacuity.of("softmax", Tensor.zeros(Shape.of(0)), Tensor.zeros(Shape.of(0))));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aNumberThatNothingCanEqual(double value) {
    assertEquals(
        Optional.of("the expected softmax holds NaN or infinity, which nothing can equal"),
        Vacuity.of(golden(0, 3, 0.1, value), 5, noise(5, 1e-5)));
  }

  @ParameterizedTest
  @CsvSource({"0", "0.5"})
  void aConstant(double value) {
    assertEquals(
        Optional.of(
            "the expected softmax is " + value + " throughout, which tells no two trainings apart"),
        Vacuity.of(golden(0, 3, value, value), 5, noise(5, 1e-5)));
  }

  @Test
  void anEnvelopeWiderThanTheSignal() {
    assertEquals(
        Optional.of(
            "the tolerance is wider than the signal: the constant 0.5 would pass for the expected"
                + " softmax"),
        Vacuity.of(golden(0, 3, 0.25, 0.75), 5, noise(5, 0.25)));
  }

  @Test
  void printedUnitsWiderThanTheSignal() {
    // With no decimal every value stands for itself ± 0.5.
    assertEquals(
        Optional.of(
            "the tolerance is wider than the signal: the constant 0.5 would pass for the expected"
                + " softmax"),
        Vacuity.of(golden(0, 0, 0, 1), 5, noise(5, 0)));
  }

  @Test
  void aSignalThatJustExceedsTheTolerance() {
    assertEquals(Optional.empty(), Vacuity.of(golden(0, 3, 0.25, 0.75), 5, noise(5, 0.249)));
  }

  @Test
  void aBoundThatIsNotANumberDoesNotHideASignal() {
    assertEquals(Optional.empty(), Vacuity.of(golden(0, 3, 0.25, 0.75), 5, noise(5, Double.NaN)));
  }

  @Test
  void rowsOutsideTheSequence() {
    assertEquals(
        Optional.of("the expected rows 5..5 lie outside the sequence, whose rows are 0..4"),
        Vacuity.of(golden(5, 3, 0.1, 0.9), 5, noise(5, 1e-5)));
    assertEquals(
        Optional.of("the expected rows -1..-1 lie outside the sequence, whose rows are 0..4"),
        Vacuity.of(golden(-1, 3, 0.1, 0.9), 5, noise(5, 1e-5)));
  }

  /** One row of two values. */
  private static GoldenArray golden(int firstRow, int decimals, double first, double second) {
    Tensor values = Tensor.of(Shape.of(1, 2), new double[] {first, second});
    return new GoldenArray(firstRow, decimals, values);
  }

  private static Tensor noise(int steps, double bound) {
    return Tensor.zeros(Shape.of(steps, 2)).map(value -> bound);
  }
}
