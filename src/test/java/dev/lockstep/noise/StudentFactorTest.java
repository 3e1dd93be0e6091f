package dev.lockstep.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.apache.commons.math3.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StudentFactorTest {

  @Test
  void sixteenReplaysAllowTenTimesTheirNoise() {
    assertEquals(10, StudentFactor.of(16), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 8, 15, 30, 200})
  void everySampleIsPassedAsSeldom(int degrees) {
    double probability = 2 * new TDistribution(16).cumulativeProbability(-10);
    double passed =
        2 * new TDistribution(degrees).cumulativeProbability(-StudentFactor.of(degrees));
    assertEquals(1, passed / probability, 1e-5);
  }

  @Test
  void aSampleOfOneSaysNothing() {
    assertThrows(IllegalArgumentException.class, () -> StudentFactor.of(0));
  }
}
