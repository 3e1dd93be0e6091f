package dev.lockstep.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ElementProperties {

  @Property(seed = "43052")
  void theExcessIsAtMost1ExactlyWhereTheElementPasses(
      @ForAll double actual, @ForAll double expected, @ForAll double allowed) {
    Element element = new Element(0, actual, expected, allowed);
    assertEquals(element.isWithin(), element.excess() <= 1);
  }
}
