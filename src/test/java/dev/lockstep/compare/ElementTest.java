package dev.lockstep.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementTest {

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
    Element element = new Element(0, actual, expected, allowed);
    assertFalse(element.isWithin());
    assertEquals(Double.POSITIVE_INFINITY, element.excess());
  }

  @Test
  void exactlyWhatIsAllowedPasses() {
    Element element = new Element(0, 1.25, 1, 0.25);
    assertTrue(element.isWithin());
    assertEquals(1, element.excess());
    assertEquals(0.25, element.difference());
  }

  @Test
  void theNextNumberBeyondWhatIsAllowedFails() {
    Element element = new Element(0, Math.nextUp(1.25), 1, 0.25);
    assertFalse(element.isWithin());
    assertTrue(element.excess() > 1);
  }

  @Test
  void withoutToleranceOnlyEqualNumbersPass() {
    assertTrue(new Element(0, 3, 3, 0).isWithin());
    assertEquals(0, new Element(0, 3, 3, 0).excess());
    assertTrue(new Element(0, -0.0, 0.0, 0).isWithin());
    assertFalse(new Element(0, Math.nextUp(3.0), 3, 0).isWithin());
    assertEquals(Double.POSITIVE_INFINITY, new Element(0, Math.nextUp(3.0), 3, 0).excess());
  }

  @ParameterizedTest
  @CsvSource({"NaN", "-1", "Infinity"})
  void withoutAValidBoundEvenEqualNumbersFail(double allowed) {
    Element element = new Element(0, 3, 3, allowed);
    assertFalse(element.isWithin());
    assertEquals(Double.POSITIVE_INFINITY, element.excess());
  }
}
