package dev.lockstep.noise;

import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.tensor.Precision;

/**
 * Which errors an implementation may make in one operation.
 *
 * @param precision the format whose roundoff every operation may add
 * @param elementaryError the largest relative error of exp, log, tanh and the logistic function, in
 *     units of the roundoff, 1 or more
 * @param tanhError the largest absolute error that tanh makes besides, in units of the roundoff
 */
public record NoiseModel(Precision precision, double elementaryError, double tanhError) {
  /**
   * Significant bits of the arithmetic that stands for float64: few enough that eight of its
   * roundings tell more than the reference's own one, so many that what is lost to a gate that
   * saturates is lost in both.
   */
  private static final int BITS_FOR_FLOAT64 = 50;

  /** An implementation whose elementary functions have relative errors only. */
  public NoiseModel(Precision precision, double elementaryError) {
    this(precision, elementaryError, 0);
  }

  /** What an implementation declares of itself. */
  public static NoiseModel of(BackendInfo info, Precision precision) {
    return new NoiseModel(
        precision, info.elementaryErrors().of(precision), info.elementaryErrors().absoluteOfTanh());
  }

  /** The arithmetic of one randomly rounded run. */
  Rounding rounding(long seed) {
    return Rounding.random(imitatedBits(), elementaryError, tanhError, seed);
  }

  /** The same for a run that adds up in another order. */
  Rounding otherOrder(long seed) {
    return rounding(seed).inAnotherOrder();
  }

  /** What a deviation under {@link #rounding} is multiplied by to get one of this precision. */
  double scale() {
    return precision.unitRoundoff()
        * Math.scalb(1.0, imitatedBits())
        * Math.sqrt(roundingTrainings());
  }

  /**
   * How many of the two trainings that are compared round in this precision. The reference is exact
   * beside float32, but in float64 it errs as much as the implementation does, and independently of
   * it.
   */
  int roundingTrainings() {
    return switch (precision) {
      case FLOAT32 -> 1;
      case FLOAT64 -> 2;
    };
  }

  private int imitatedBits() {
    return switch (precision) {
      case FLOAT32 -> Rounding.FLOAT32_BITS;
      case FLOAT64 -> BITS_FOR_FLOAT64;
    };
  }
}
