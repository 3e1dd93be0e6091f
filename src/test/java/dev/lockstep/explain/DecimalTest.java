package dev.lockstep.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTest {

  @ParameterizedTest
  @CsvSource({
    "0.001, 0.001",
    "1e-8, 1e-8",
    "1.0004E-7, 1.0004e-7",
    "0.9, 0.9",
    "30, 30",
    "-0.5, -0.5",
    "0.0001, 0.0001",
    "0.00003, 3e-5",
    "-2.5E-5, -2.5e-5",
    "0, 0",
    "-0.0, 0",
    "9999999, 9999999",
    "1e7, 1e7",
    "1.25e300, 1.25e300",
    "5e-324, 4.9e-324",
    "NaN, NaN",
    "-Infinity, -Infinity"
  })
  void settingsAreWrittenAsPeopleWriteThem(double value, String text) {
    assertEquals(text, Decimal.text(value));
  }
}
