package dev.lockstep.explain.cause;

import dev.lockstep.tensor.ElementType;

/** Floating-point formats that are coarser than float32, the coarsest first. */
enum Format {
  /** Eight significant bits. */
  BFLOAT16("bfloat16", 8),
  /** Eleven significant bits, a small range. */
  FLOAT16("float16", 11),
  /** The factors of a product on NVIDIA's tensor cores: eleven significant bits. */
  TF32("tf32", 11);

  private final String label;
  private final int significantBits;

  Format(String label, int significantBits) {
    this.label = label;
    this.significantBits = significantBits;
  }

  String label() {
    return label;
  }

  /** How much coarser than float32 it is. */
  double coarseness() {
    return Math.scalb(1.0, 1 - significantBits) / ElementType.F32.unitInLastPlace(1);
  }

  /** The nearest number of this format; NaN and infinity stay. */
  double round(double value) {
    return switch (this) {
      case BFLOAT16 -> ElementType.BF16.round(value);
      case FLOAT16 -> ElementType.F16.round(value);
      case TF32 -> {
        double unit = ElementType.F32.unitInLastPlace(value) * coarseness();
        yield Double.isFinite(value) ? Math.rint(value / unit) * unit : value;
      }
    };
  }
}
