package dev.lockstep.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ShapeTest {

  @Test
  void aSingleNumberHasNoExtentAndOneElement() {
    assertEquals(1, Shape.of().elements());
    assertEquals("[]", Shape.of().toString());
    assertArrayEquals(new long[0], Shape.of().indexOf(0));
  }

  @Test
  void aFlatIndexIsTakenApartInRowMajorOrder() {
    assertArrayEquals(new long[] {1, 0, 3}, Shape.of(2, 3, 4).indexOf(15));
  }

  @Test
  void moreElementsThanAnArrayHoldsAreCounted() {
    assertEquals(10_000_000_000L, Shape.of(100_000, 100_000).elements());
    assertThrows(ArithmeticException.class, () -> Shape.of(100_000, 100_000).size());
  }

  @Test
  void aProductBeyondLongIsRefusedUnlessItIsZero() {
    assertThrows(IllegalArgumentException.class, () -> Shape.of(Long.MAX_VALUE, 2));
    assertEquals(0, Shape.of(Long.MAX_VALUE, 2, 0).elements());
    assertThrows(IllegalArgumentException.class, () -> Shape.of(-1));
  }
}
