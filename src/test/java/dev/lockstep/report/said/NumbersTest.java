package dev.lockstep.report.said;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NumbersTest {

  @Test
  void aValueHasAsManyDigitsAsItsDifferenceNeeds() {
    assertEquals("0.250000", Numbers.beside(0.25, 0.1));
    assertEquals("0.250000000120", Numbers.beside(0.25000000012, 1.2e-10));
  }

  @Test
  void whatIsNotFiniteIsNamed() {
    assertEquals("NaN", Numbers.beside(Double.NaN, Double.NaN));
    assertEquals("∞×", Numbers.multiple(Double.POSITIVE_INFINITY));
    assertEquals("-∞", Numbers.decimals(Double.NEGATIVE_INFINITY, 3));
  }

  @Test
  void smallNumbersHaveThreeDigits() {
    assertEquals("0.000487", Numbers.small(0.00048712));
    assertEquals("4.90e-07", Numbers.small(4.9e-7));
    assertEquals("0", Numbers.small(0));
  }

  @Test
  void nounsFollowTheirNumber() {
    assertEquals("1 value", Numbers.count(1, "value"));
    assertEquals("0 values", Numbers.count(0, "value"));
  }
}
