package dev.lockstep.tensor;

import java.util.Arrays;
import java.util.Optional;

/** The types of a tensor's elements, with safetensors' names. */
public enum ElementType {
  /** IEEE 754 binary64. */
  F64("float64", 8, 53, -1022),
  /** IEEE 754 binary32. */
  F32("float32", 4, 24, -126),
  /** IEEE 754 binary16. */
  F16("float16", 2, 11, -14),
  /** The upper half of a binary32. */
  BF16("bfloat16", 2, 8, -126),
  /** Signed integers of 64 bits. */
  I64("int64", 8),
  /** Signed integers of 32 bits. */
  I32("int32", 4),
  /** Signed integers of 16 bits. */
  I16("int16", 2),
  /** Signed integers of 8 bits. */
  I8("int8", 1),
  /** Unsigned integers of 8 bits. */
  U8("uint8", 1),
  /** One byte, 0 for false. */
  BOOL("bool", 1);

  private final String label;
  private final int bytes;
  private final int significandBits;
  private final int smallestExponent;

  ElementType(String label, int bytes) {
    this(label, bytes, 0, 0);
  }

  ElementType(String label, int bytes, int significandBits, int smallestExponent) {
    this.label = label;
    this.bytes = bytes;
    this.significandBits = significandBits;
    this.smallestExponent = smallestExponent;
  }

  /** The type of that label, such as {@code float32}; empty if there is none. */
  public static Optional<ElementType> ofLabel(String label) {
    return Arrays.stream(values()).filter(type -> type.label.equals(label)).findFirst();
  }

  /** The name that PyTorch uses: {@code float32}. */
  public String label() {
    return label;
  }

  /** How many bytes an element takes. */
  public int bytes() {
    return bytes;
  }

  /** Whether elements are floating-point numbers. */
  public boolean isFloating() {
    return significandBits > 0;
  }

  /** Whether numbers of this type lie further apart than those of the other. */
  public boolean isCoarserThan(ElementType other) {
    return isFloating() && (!other.isFloating() || significandBits < other.significandBits);
  }

  /**
   * The distance between neighbouring numbers of this type at a value, a unit in the last place: 0
   * for integers, the smallest distance of all at and near 0, NaN for NaN and infinities.
   *
   * @param value any number; its magnitude counts
   */
  public double unitInLastPlace(double value) {
    if (!isFloating()) {
      return 0;
    }
    if (!Double.isFinite(value)) {
      return Double.NaN;
    }
    int exponent = Math.max(Math.getExponent(value), smallestExponent);
    return Math.scalb(1.0, exponent - significandBits + 1);
  }

  /**
   * The number of this type that is nearest to a value, of two equally near ones the even one:
   * infinite beyond the range, NaN for NaN. Integer types leave the value as it is.
   */
  public double round(double value) {
    if (this == F64 || !isFloating() || !Double.isFinite(value)) {
      return value;
    }
    if (this == F32) {
      return (float) value;
    }
    double unit = unitInLastPlace(value);
    double rounded = Math.rint(value / unit) * unit;
    return Math.abs(rounded) > largest() ? Math.copySign(Double.POSITIVE_INFINITY, value) : rounded;
  }

  private double largest() {
    return Math.scalb(2 - Math.scalb(1.0, 1 - significandBits), 1 - smallestExponent);
  }
}
