package dev.lockstep.compare;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Values;
import java.util.Arrays;

/** Gives what a bound allows, a piece of a tensor at a time. */
interface Allowance {

  /**
   * What elements may differ by.
   *
   * @param from the flat index of the first
   * @param expected the expected values of the elements
   * @param allowed receives as many numbers
   * @param count how many elements
   */
  void fill(long from, double[] expected, double[] allowed, int count);

  /** Nothing where a bound is unknown or says that nothing may differ. */
  static Allowance of(Bound bound) {
    return bound.map(
        equal -> nothing(),
        Allowance::ofNoise,
        Allowance::ofWithin,
        Allowance::ofTolerance,
        unknown -> nothing());
  }

  private static Allowance nothing() {
    return (from, expected, allowed, count) -> Arrays.fill(allowed, 0, count, 0);
  }

  private static Allowance ofWithin(Bound.Within bound) {
    return (from, expected, allowed, count) -> bound.allowed().read(from, allowed, count);
  }

  private static Allowance ofTolerance(Bound.Tolerance tolerance) {
    return (from, expected, allowed, count) -> {
      Arrays.fill(allowed, 0, count, 0);
      raise(tolerance, expected, allowed, count);
    };
  }

  private static Allowance ofNoise(Bound.Noise bound) {
    return (from, expected, allowed, count) -> {
      read(bound.noises().get(0), from, allowed, count);
      for (Values other : bound.noises().subList(1, bound.noises().size())) {
        double[] more = new double[count];
        read(other, from, more, count);
        for (int i = 0; i < count; i++) {
          allowed[i] = Math.sqrt(allowed[i] * allowed[i] + more[i] * more[i]);
        }
      }
      for (int i = 0; i < count; i++) {
        allowed[i] *= Bound.Noise.MULTIPLE;
      }
      raise(bound.coarser(), expected, allowed, count);
      raise(bound.atLeast(), expected, allowed, count);
    };
  }

  private static void read(Values noise, long from, double[] into, int count) {
    if (noise.shape().elements() == 1) {
      Arrays.fill(into, 0, count, noise.at(0));
    } else {
      noise.read(from, into, count);
    }
  }

  /** Up to a unit in the last place, which is looked up only where it may be the larger. */
  private static void raise(ElementType type, double[] expected, double[] allowed, int count) {
    double smallest = type.unitInLastPlace(0);
    double relative = type.unitInLastPlace(1);
    for (int i = 0; i < count; i++) {
      double magnitude = Math.abs(expected[i]);
      boolean mayBeLess = allowed[i] < magnitude * relative || allowed[i] < smallest;
      if (mayBeLess && magnitude <= Double.MAX_VALUE) {
        allowed[i] = Math.max(allowed[i], type.unitInLastPlace(magnitude));
      }
    }
  }

  private static void raise(
      Bound.Tolerance tolerance, double[] expected, double[] allowed, int count) {
    if (tolerance.equals(Bound.Tolerance.NONE)) {
      return;
    }
    for (int i = 0; i < count; i++) {
      double least = tolerance.atol() + tolerance.rtol() * Math.abs(expected[i]);
      if (least > allowed[i] && least <= Double.MAX_VALUE) {
        allowed[i] = least;
      }
    }
  }
}
