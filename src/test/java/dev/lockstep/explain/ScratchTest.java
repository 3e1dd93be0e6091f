package dev.lockstep.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.lockstep.tensor.ElementType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScratchTest {
  private static final Arithmetic FLOAT32 = Arithmetic.of(ElementType.F32);

  @Test
  void arraysAreUsedAgainOnceTheyAreTakenBack() {
    Scratch scratch = new Scratch(2);
    double[] first = scratch.take();
    double[] second = scratch.take();
    assertNotSame(first, second);
    scratch.reclaim(List.of());
    assertSame(second, scratch.take());
    assertSame(first, scratch.take());
    assertNotSame(first, scratch.take());
  }

  @Test
  void whatIsKeptStaysAsItIs() {
    Scratch scratch = new Scratch(2);
    Rounded numbers = Rounded.exact(new double[] {1, 2}, FLOAT32, scratch);
    Rounded kept = numbers.times(3);
    double[] error = kept.error.clone();
    scratch.reclaim(List.of(kept));
    numbers.times(5).plus(numbers.squared());
    assertArrayEquals(new double[] {3, 6}, kept.value);
    assertArrayEquals(error, kept.error);
  }

  @Test
  void zerosAreZeroWhateverAnArrayHeldBefore() {
    Scratch scratch = new Scratch(2);
    Rounded numbers = Rounded.exact(new double[] {1, 2}, FLOAT32, scratch);
    numbers.times(3);
    scratch.reclaim(List.of());
    Rounded zeros = numbers.zeros();
    assertArrayEquals(new double[2], zeros.value);
    assertArrayEquals(new double[2], zeros.error);
  }
}
