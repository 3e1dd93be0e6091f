package dev.lockstep.tensor;

import java.util.Arrays;
import java.util.Optional;

/** The floating-point format in which an implementation computes. */
public enum Precision {
  /** IEEE 754 binary32. */
  FLOAT32("float32", 0x1p-24, 0x1p-126),
  /** IEEE 754 binary64. */
  FLOAT64("float64", 0x1p-53, 0x1p-1022);

  private final String label;
  private final double unitRoundoff;
  private final double smallestNormal;

  Precision(String label, double unitRoundoff, double smallestNormal) {
    this.label = label;
    this.unitRoundoff = unitRoundoff;
    this.smallestNormal = smallestNormal;
  }

  /** The precision of that label, or empty if there is none. */
  public static Optional<Precision> ofLabel(String label) {
    return Arrays.stream(values()).filter(p -> p.label.equals(label)).findFirst();
  }

  /** The name that users type and reports print: {@code float32} or {@code float64}. */
  public String label() {
    return label;
  }

  /** The largest relative error of rounding one real number to this format (to nearest). */
  public double unitRoundoff() {
    return unitRoundoff;
  }

  /** The smallest positive number with full precision. */
  public double smallestNormal() {
    return smallestNormal;
  }

  /**
   * The nearest number of this format, widened to {@code double}.
   *
   * @param value any number; NaN and infinities stay as they are, and a finite value beyond the
   *     format's range becomes infinite
   */
  public double round(double value) {
    return this == FLOAT32 ? (float) value : value;
  }

  @Override
  public String toString() {
    return label;
  }
}
