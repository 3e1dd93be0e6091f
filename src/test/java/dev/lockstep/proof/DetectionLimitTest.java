package dev.lockstep.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionLimitTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.7, 3e-4, 2e-9})
  void theSmallestErrorThatIsSeenIsFoundWithinATenth(double least) {
    DetectionLimit limit = DetectionLimit.search("rate", part -> part >= least);
    assertTrue(limit.part() >= least && limit.part() <= 1.1 * least, limit::toString);
  }

  @Test
  void whatIsNeverSeenHasNoLimit() {
    assertEquals(Double.NaN, DetectionLimit.search("rate", part -> false).part());
  }
}
