package dev.lockstep.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ElementTypeTest {

  @Test
  void aUnitInTheLastPlaceIsThatOfJavasOwnFormats() {
    for (float value : new float[] {0f, 1e-45f, 1f, 1.5f, -2f, 3.4e38f, 1e-38f}) {
      assertEquals(Math.ulp(value), ElementType.F32.unitInLastPlace(value), "float32 at " + value);
    }
    for (double value : new double[] {0, 4.9e-324, 1, -2, 1.7e308}) {
      assertEquals(Math.ulp(value), ElementType.F64.unitInLastPlace(value), "float64 at " + value);
    }
  }

  @Test
  void aUnitInTheLastPlaceOfTheHalfFormats() {
    assertEquals(0x1p-10, ElementType.F16.unitInLastPlace(1));
    assertEquals(0x1p-24, ElementType.F16.unitInLastPlace(0));
    assertEquals(0x1p-7, ElementType.BF16.unitInLastPlace(1.99));
    assertEquals(0x1p-133, ElementType.BF16.unitInLastPlace(1e-300));
  }

  @Test
  void integersHaveNoUnitInTheLastPlaceAndNaNHasNone() {
    assertEquals(0, ElementType.I64.unitInLastPlace(7));
    assertEquals(Double.NaN, ElementType.F32.unitInLastPlace(Double.NaN));
    assertEquals(Double.NaN, ElementType.F32.unitInLastPlace(Double.POSITIVE_INFINITY));
  }

  @Test
  void float32IsCoarserThanFloat64AndFinerThanBfloat16() {
    assertTrue(ElementType.F32.isCoarserThan(ElementType.F64));
    assertTrue(ElementType.BF16.isCoarserThan(ElementType.F16));
    assertFalse(ElementType.F32.isCoarserThan(ElementType.BF16));
    assertFalse(ElementType.F32.isCoarserThan(ElementType.F32));
  }
}
