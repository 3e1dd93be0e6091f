package dev.lockstep.clean;

import dev.lockstep.backend.ElementaryErrors;

/** Ways to compute exp, tanh and the logistic function in float32. */
enum Functions {
  /** The platform's functions, rounded once. */
  ROUNDED(1, 0) {
    @Override
    float exp(float x) {
      return (float) Math.exp(x);
    }

    @Override
    float tanh(float x) {
      return (float) Math.tanh(x);
    }

    @Override
    float logistic(float x) {
      return 1 / (1 + exp(-x));
    }
  },

  /** An exponential by a polynomial, as vector libraries have it; the others from it. */
  POLYNOMIAL(6, 1) {
    @Override
    float exp(float x) {
      return polynomialExp(x);
    }

    /** {@code (1 - e) / (1 + e)} with {@code e = exp(-2 |x|)}: near zero a difference of ones. */
    @Override
    float tanh(float x) {
      float e = exp(-2 * Math.abs(x));
      return Math.copySign((1 - e) / (1 + e), x);
    }

    /** Never an exponential of a positive number. */
    @Override
    float logistic(float x) {
      float e = exp(-Math.abs(x));
      return x < 0 ? e / (1 + e) : 1 / (1 + e);
    }
  },

  /** tanh by {@code expm1}, the logistic function by {@code exp(x) / (1 + exp(x))}. */
  EXPM1(4, 0) {
    @Override
    float exp(float x) {
      return (float) Math.exp(x);
    }

    @Override
    float tanh(float x) {
      float e = (float) Math.expm1(-2 * Math.abs(x));
      return Math.copySign(-e / (2 + e), x);
    }

    @Override
    float logistic(float x) {
      float e = exp(Math.min(x, 80));
      return e / (1 + e);
    }
  },

  /** tanh by {@code 2 σ(2x) - 1}, as ND4J has it. */
  TANH_BY_LOGISTIC(4, 2) {
    @Override
    float exp(float x) {
      return (float) Math.exp(x);
    }

    @Override
    float tanh(float x) {
      return 2 * logistic(2 * x) - 1;
    }

    @Override
    float logistic(float x) {
      return 1 / (1 + exp(-x));
    }
  };

  private static final float LOG2_E = 1.44269504f;
  private static final float LN2_HIGH = 0.693359375f;
  private static final float LN2_LOW = -2.12194440e-4f;

  private final ElementaryErrors errors;

  Functions(double relative, double absoluteOfTanh) {
    this.errors = new ElementaryErrors(relative, 1, absoluteOfTanh);
  }

  /** How accurate they are; a test measures it. */
  ElementaryErrors errors() {
    return errors;
  }

  abstract float exp(float x);

  abstract float tanh(float x);

  abstract float logistic(float x);

  /** Range reduction by Cody and Waite, then a Taylor polynomial of degree 7. */
  private static float polynomialExp(float x) {
    if (!(x > -87)) {
      return x <= -87 ? (float) Math.exp(x) : x;
    }
    if (x > 88) {
      return (float) Math.exp(x);
    }
    int n = Math.round(x * LOG2_E);
    float r = x - n * LN2_HIGH - n * LN2_LOW;
    float sum = 1 / 5040f;
    for (float coefficient : new float[] {1 / 720f, 1 / 120f, 1 / 24f, 1 / 6f, 0.5f, 1, 1}) {
      sum = sum * r + coefficient;
    }
    return Math.scalb(sum, n);
  }
}
