package dev.lockstep.clean;

import dev.lockstep.clean.Style.Formulas;

/**
 * The operations of one style.
 *
 * @param style the style
 */
record Arithmetic(Style style) {

  boolean is(Formulas formulas) {
    return style.formulas() == formulas;
  }

  /** A result as it is stored. */
  float stored(float x) {
    return style.flushes() && Math.abs(x) < Float.MIN_NORMAL ? 0 : x;
  }

  float times(float a, float b) {
    return stored(a * b);
  }

  /** {@code a b + c}. */
  float timesPlus(float a, float b, float c) {
    return stored(style.summation().fused() ? Math.fma(a, b, c) : times(a, b) + c);
  }

  float exp(float x) {
    return stored(style.functions().exp(x));
  }

  float tanh(float x) {
    return stored(style.functions().tanh(x));
  }

  float logistic(float x) {
    return stored(style.functions().logistic(x));
  }

  /** {@code 1 - x²}. */
  float tanhSlope(float value) {
    return timesPlus(-value, value, 1);
  }

  /** {@code x (1 - x)}. */
  float logisticSlope(float value) {
    return times(value, 1 - value);
  }

  /** See {@link Summation#dot}. */
  float dot(int n, float[] a, int aStart, int aStride, float[] b, int bStart, int bStride) {
    return stored(style.summation().dot(n, a, aStart, aStride, b, bStart, bStride));
  }

  /** The sum of n elements, {@code stride} apart. */
  float sum(int n, float[] a, int start, int stride) {
    return dot(n, a, start, stride, new float[] {1}, 0, 0);
  }
}
