package dev.lockstep.explain;

import dev.lockstep.tensor.ElementType;
import java.util.List;
import java.util.Optional;

/** Tells from numbers alone in which type they were computed: the coarsest that holds them all. */
final class Grid {
  private static final List<ElementType> COARSE_FIRST =
      List.of(ElementType.BF16, ElementType.F16, ElementType.F32);

  // fewer numbers may lie on a coarse grid by chance, as those of a start often do
  private static final int LEAST = 16;

  private Grid() {}

  /**
   * The type of floating-point numbers.
   *
   * @return empty if there are too few that are neither 0 nor infinite nor NaN
   */
  static Optional<ElementType> of(double[]... values) {
    int count = 0;
    boolean[] off = new boolean[COARSE_FIRST.size()];
    for (double[] row : values) {
      for (double value : row) {
        if (value != 0 && Double.isFinite(value)) {
          count++;
          for (int k = 0; k < off.length; k++) {
            off[k] |= !holds(COARSE_FIRST.get(k), value);
          }
        }
      }
    }
    if (count < LEAST) {
      return Optional.empty();
    }
    for (int k = 0; k < off.length; k++) {
      if (!off[k]) {
        return Optional.of(COARSE_FIRST.get(k));
      }
    }
    return Optional.of(ElementType.F64);
  }

  private static boolean holds(ElementType type, double value) {
    double steps = value / type.unitInLastPlace(value);
    return steps == Math.rint(steps);
  }
}
