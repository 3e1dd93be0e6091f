package dev.lockstep.compare;

import dev.lockstep.backend.BackendInfo;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.tensor.Precision;

/**
 * Which errors an implementation may make in one operation.
 *
 * @param precision the format whose roundoff every operation may add
 * @param elementaryError the largest relative error of exp, log, tanh and the logistic function, in
 *     units of the roundoff, 1 or more
 */
public record NoiseModel(Precision precision, double elementaryError) {
  /**
   * Significant bits of the arithmetic that stands for float64: few enough that the float64
   * reference is exact beside it, so many that deviations are still proportional to the roundoff.
   */
  private static final int BITS_FOR_FLOAT64 = 38;

  /** What an implementation declares of itself. */
  public static NoiseModel of(BackendInfo info, Precision precision) {
    return new NoiseModel(precision, info.elementaryErrors().of(precision));
  }

  /** The arithmetic of one randomly rounded run. */
  Rounding rounding(long seed) {
    return Rounding.random(imitatedBits(), elementaryError, seed);
  }

  /** What a deviation under {@link #rounding} is multiplied by to get one of this precision. */
  double scale() {
    return precision.unitRoundoff() * Math.scalb(1.0, imitatedBits());
  }

  /**
   * How far storing an element may move it from the exact one, relative to its size: one rounding,
   * and beside float64, in which the exact one is stored too, two.
   */
  double storageError() {
    return switch (precision) {
      case FLOAT32 -> precision.unitRoundoff();
      case FLOAT64 -> 2 * precision.unitRoundoff();
    };
  }

  private int imitatedBits() {
    return switch (precision) {
      case FLOAT32 -> Rounding.FLOAT32_BITS;
      case FLOAT64 -> BITS_FOR_FLOAT64;
    };
  }
}
