package dev.lockstep.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class UniformDrawsProperties {

  @Property(seed = "43052")
  void everyDrawIsAFloat32WithinTheBound(
      @ForAll long seed,
      @ForAll @IntRange(max = 2000) int size,
      @ForAll @IntRange(min = 1, max = 1000) int hidden) {
    float bound = (float) (1 / Math.sqrt(hidden));
    Tensor drawn = new UniformDraws(seed).symmetric(Shape.of(size), bound);
    for (double value : drawn.toArray()) {
      assertTrue(Math.abs(value) <= bound, () -> value + " is outside ±" + bound);
      assertEquals((float) value, value);
    }
  }

  @Property(seed = "43052")
  void oneSeedDrawsOneSequenceHoweverItIsCutIntoTensors(
      @ForAll long seed,
      @ForAll @IntRange(max = 700) int first,
      @ForAll @IntRange(max = 700) int second) {
    double[] whole = new UniformDraws(seed).symmetric(Shape.of(first + second), 1).toArray();
    UniformDraws draws = new UniformDraws(seed);
    double[] head = draws.symmetric(Shape.of(first), 1).toArray();
    double[] tail = draws.symmetric(Shape.of(second), 1).toArray();
    for (int i = 0; i < whole.length; i++) {
      assertEquals(whole[i], i < first ? head[i] : tail[i - first]);
    }
  }

  @Property(seed = "43052")
  void onlyTheLow32BitsOfASeedCount(@ForAll long seed, @ForAll int high) {
    long same = ((long) high << 32) | (seed & 0xffffffffL);
    assertEquals(draws(seed), draws(same));
  }

  @Property(seed = "43052")
  void neighbouringSeedsDrawDifferentNumbers(@ForAll long seed) {
    assertNotEquals(draws(seed), draws(seed + 1));
  }

  private static Tensor draws(long seed) {
    return new UniformDraws(seed).symmetric(Shape.of(8), 1);
  }
}
