package dev.lockstep.compare;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Values;
import java.util.List;
import java.util.function.Function;

/** How far the elements of a tensor may lie from the expected ones: finite, or there is none. */
public sealed interface Bound {

  /**
   * What the function of this bound's kind gives: does not compile until there is an answer for
   * each.
   */
  <T> T map(
      Function<Equal, T> ofEqual,
      Function<Noise, T> ofNoise,
      Function<Within, T> ofWithin,
      Function<Tolerance, T> ofTolerance,
      Function<Unknown, T> ofUnknown);

  /** Nothing may differ once both sides are rounded to the coarser type. */
  record Equal() implements Bound {
    @Override
    public <T> T map(
        Function<Equal, T> ofEqual,
        Function<Noise, T> ofNoise,
        Function<Within, T> ofWithin,
        Function<Tolerance, T> ofTolerance,
        Function<Unknown, T> ofUnknown) {
      return ofEqual.apply(this);
    }
  }

  /**
   * Ten times the root of the sum of the squares of the noises, and never less than one unit in the
   * last place of a type at the expected value, nor less than a tolerance.
   *
   * @param noises root mean square deviations of either side, one or two, each of the tensor's
   *     shape or of one element for all; finite, 0 or more
   * @param coarser the type whose last place may always differ
   * @param atLeast what may differ in any case
   */
  record Noise(List<Values> noises, ElementType coarser, Tolerance atLeast) implements Bound {
    /** How many root mean square deviations an element may lie from the expected one. */
    public static final double MULTIPLE = 10;

    /** Copies the list. */
    public Noise {
      noises = List.copyOf(noises);
    }

    @Override
    public <T> T map(
        Function<Equal, T> ofEqual,
        Function<Noise, T> ofNoise,
        Function<Within, T> ofWithin,
        Function<Tolerance, T> ofTolerance,
        Function<Unknown, T> ofUnknown) {
      return ofNoise.apply(this);
    }
  }

  /**
   * Bounds that are known element by element.
   *
   * @param allowed of the tensor's shape; finite, 0 or more
   */
  record Within(Values allowed) implements Bound {
    @Override
    public <T> T map(
        Function<Equal, T> ofEqual,
        Function<Noise, T> ofNoise,
        Function<Within, T> ofWithin,
        Function<Tolerance, T> ofTolerance,
        Function<Unknown, T> ofUnknown) {
      return ofWithin.apply(this);
    }
  }

  /**
   * An absolute and a relative tolerance, as somebody chose them: {@code atol + rtol · |expected|}.
   *
   * @param rtol finite, 0 or more
   * @param atol finite, 0 or more
   */
  record Tolerance(double rtol, double atol) implements Bound {
    /** Nothing besides what the noise allows. */
    public static final Tolerance NONE = new Tolerance(0, 0);

    @Override
    public <T> T map(
        Function<Equal, T> ofEqual,
        Function<Noise, T> ofNoise,
        Function<Within, T> ofWithin,
        Function<Tolerance, T> ofTolerance,
        Function<Unknown, T> ofUnknown) {
      return ofTolerance.apply(this);
    }
  }

  /** Nothing is known: what is equal bit by bit passes, and what differs cannot be judged. */
  record Unknown() implements Bound {
    @Override
    public <T> T map(
        Function<Equal, T> ofEqual,
        Function<Noise, T> ofNoise,
        Function<Within, T> ofWithin,
        Function<Tolerance, T> ofTolerance,
        Function<Unknown, T> ofUnknown) {
      return ofUnknown.apply(this);
    }
  }
}
