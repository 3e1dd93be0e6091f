package dev.lockstep.init;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MersenneTwisterTest {

  /** C++ [rand.predef] requires this of a default-seeded {@code std::mt19937}. */
  @Test
  void theTenThousandthOutputOfSeed5489IsThatOfTheCppStandard() {
    MersenneTwister generator = new MersenneTwister(5489);
    int last = 0;
    for (int i = 0; i < 10_000; i++) {
      last = generator.nextInt();
    }
    assertEquals(4123659995L, Integer.toUnsignedLong(last));
  }
}
