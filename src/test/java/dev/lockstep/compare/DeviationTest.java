package dev.lockstep.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviationTest {

  @ParameterizedTest
  @CsvSource({
    "NaN, 1, 1e300",
    "1, NaN, 1e300",
    "NaN, NaN, 1e300",
    "NaN, 1, Infinity",
    "1, NaN, Infinity",
    "Infinity, 1, 1e300",
    "1, -Infinity, 1e300",
    "Infinity, Infinity, 1e300",
    "-Infinity, -Infinity, 0",
    "Infinity, 1, Infinity",
    "1, Infinity, Infinity",
    "Infinity, Infinity, Infinity"
  })
  void nanAndInfinitiesNeverPassOnEitherSideWhateverIsAllowed(
      double actual, double expected, double allowed) {
    Deviation deviation = new Deviation(0, 0, actual, expected, allowed);
    assertFalse(deviation.isWithin());
    assertEquals(Double.POSITIVE_INFINITY, deviation.excess());
  }

  @Test
  void exactlyWhatIsAllowedPasses() {
    Deviation deviation = new Deviation(0, 0, 1.25, 1, 0.25);
    assertTrue(deviation.isWithin());
    assertEquals(1, deviation.excess());
    assertEquals(0.25, deviation.difference());
  }

  @Test
  void theNextNumberBeyondWhatIsAllowedFails() {
    Deviation deviation = new Deviation(0, 0, Math.nextUp(1.25), 1, 0.25);
    assertFalse(deviation.isWithin());
    assertTrue(deviation.excess() > 1);
  }

  @Test
  void withoutToleranceOnlyEqualNumbersPass() {
    assertTrue(new Deviation(0, 0, 3, 3, 0).isWithin());
    assertEquals(0, new Deviation(0, 0, 3, 3, 0).excess());
    assertTrue(new Deviation(0, 0, -0.0, 0.0, 0).isWithin());
    assertFalse(new Deviation(0, 0, Math.nextUp(3.0), 3, 0).isWithin());
    assertEquals(Double.POSITIVE_INFINITY, new Deviation(0, 0, Math.nextUp(3.0), 3, 0).excess());
  }

  @ParameterizedTest
  @CsvSource({"NaN", "-1", "Infinity"})
  void withoutAValidBoundEvenEqualNumbersFail(double allowed) {
    Deviation deviation = new Deviation(0, 0, 3, 3, allowed);
    assertFalse(deviation.isWithin());
    assertEquals(Double.POSITIVE_INFINITY, deviation.excess());
  }
}
