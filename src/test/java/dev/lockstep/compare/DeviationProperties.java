package dev.lockstep.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class DeviationProperties {

  @Property(seed = "43052")
  void theExcessIsAtMost1ExactlyWhereTheElementPasses(
      @ForAll double actual, @ForAll double expected, @ForAll double allowed) {
    Deviation deviation = new Deviation(0, 0, actual, expected, allowed);
    assertEquals(deviation.isWithin(), deviation.excess() <= 1);
  }
}
