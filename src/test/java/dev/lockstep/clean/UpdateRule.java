package dev.lockstep.clean;

import dev.lockstep.cases.OptimizerSpec;

/**
 * An update in float32 whose settings are computed in float64 and rounded once.
 *
 * @param arithmetic the style's operations
 * @param spec the optimizer
 */
record UpdateRule(Arithmetic arithmetic, OptimizerSpec spec) {
  private static final float SHARE_1 = (float) (1 - OptimizerSpec.Adam.BETA1);
  private static final float SHARE_2 = (float) (1 - OptimizerSpec.Adam.BETA2);
  private static final float BETA_1 = (float) OptimizerSpec.Adam.BETA1;
  private static final float BETA_2 = (float) OptimizerSpec.Adam.BETA2;
  private static final float EPSILON = (float) OptimizerSpec.Adam.EPSILON;

  /** SGD: {@code p -= lr g}. */
  void sgd(float[] p, float[] g) {
    float rate = (float) spec.learningRate();
    for (int i = 0; i < p.length; i++) {
      p[i] = arithmetic.timesPlus(-rate, g[i], p[i]);
    }
  }

  /**
   * Adam.
   *
   * @param step from 1
   */
  void adam(float[] p, float[] g, float[] m, float[] v, int step) {
    double correction1 = 1 - Math.pow(OptimizerSpec.Adam.BETA1, step);
    double correction2 = 1 - Math.pow(OptimizerSpec.Adam.BETA2, step);
    for (int i = 0; i < p.length; i++) {
      float square = arithmetic.times(g[i], g[i]);
      switch (arithmetic.style().formulas()) {
        case TRANSPOSED -> {
          m[i] = arithmetic.timesPlus(SHARE_1, g[i] - m[i], m[i]);
          v[i] = arithmetic.timesPlus(SHARE_2, square - v[i], v[i]);
        }
        case PYTORCH, INTERLEAVED -> {
          m[i] = arithmetic.timesPlus(BETA_1, m[i], arithmetic.times(SHARE_1, g[i]));
          v[i] = arithmetic.timesPlus(BETA_2, v[i], arithmetic.times(SHARE_2, square));
        }
      }
      if (arithmetic.style().formulas() == Style.Formulas.INTERLEAVED) {
        float first = arithmetic.stored(m[i] / (float) correction1);
        float root = (float) Math.sqrt(v[i] / (float) correction2);
        p[i] -= arithmetic.times((float) spec.learningRate(), first / (root + EPSILON));
      } else {
        float rate = (float) (spec.learningRate() / correction1);
        float root = (float) Math.sqrt(v[i]) / (float) Math.sqrt(correction2);
        p[i] -= arithmetic.times(rate, m[i] / (root + EPSILON));
      }
    }
  }
}
