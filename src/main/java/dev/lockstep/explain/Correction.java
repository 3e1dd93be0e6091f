package dev.lockstep.explain;

/** How an optimizer makes up for running means that start from zero: by {@code 1 - beta^t}. */
public enum Correction {
  /** As PyTorch, in float64. */
  PLAIN(""),
  /** Not at all: MLX, BERT's own Adam. */
  NONE("-uncorrected"),
  /** With {@code t} one too large, from 2 on. */
  STEP_AHEAD("-step-ahead"),
  /** With {@code t} one too small; the first step, which would divide by 0, uncorrected. */
  STEP_BEHIND("-step-behind"),
  /** With a float32 product of the factors so far: TensorFlow.js. */
  FLOAT32_PRODUCT("-float32-scalars"),
  /**
   * With a float32 power of a float32 factor, and what the mean adds in float32 too: TensorFlow.
   */
  FLOAT32_POWER("-float32-power");

  // what a beta of 0.9999 leaves open in the first step; nearer to 1 anything would be explained
  private static final double MOST_LEEWAY = 1e-3;

  private static final double UNITS_OF_POWER = 2;

  private final String suffix;

  Correction(String suffix) {
    this.suffix = suffix;
  }

  /** Whether scalars are rounded to float32. */
  boolean isFloat32() {
    return this == FLOAT32_PRODUCT || this == FLOAT32_POWER;
  }

  String suffix() {
    return suffix;
  }

  /** The part that a running mean keeps. */
  double base(double beta) {
    return isFloat32() ? (float) beta : beta;
  }

  /** The part that a running mean adds. */
  double added(double beta) {
    return this == FLOAT32_POWER ? 1 - (float) beta : 1 - beta;
  }

  /**
   * What a running mean is divided by.
   *
   * @param count the number of the step, from 1
   */
  double of(double beta, int count) {
    return switch (this) {
      case PLAIN -> remainder(beta, count);
      case NONE -> 1;
      case STEP_AHEAD -> remainder(beta, count + 1);
      case STEP_BEHIND -> count == 1 ? 1 : remainder(beta, count - 1);
      case FLOAT32_PRODUCT -> 1 - product((float) beta, count);
      case FLOAT32_POWER -> 1 - (float) Math.pow((float) beta, count);
    };
  }

  /**
   * How far implementations lie apart in what a running mean is divided by, as a part of it: a
   * power is right to two units in its last place, which are the more of 1 - beta^t the smaller it
   * is. A float32 product is the same in all.
   */
  double leeway(double beta, int count) {
    return switch (this) {
      case NONE, FLOAT32_PRODUCT -> 0;
      case FLOAT32_POWER -> {
        float power = (float) Math.pow((float) beta, count);
        yield Math.min(MOST_LEEWAY, UNITS_OF_POWER * Math.ulp(power) / of(beta, count));
      }
      case PLAIN -> leewayOf(Math.pow(beta, count), UNITS_OF_POWER);
      case STEP_AHEAD -> leewayOf(Math.pow(beta, count + 1), UNITS_OF_POWER);
      case STEP_BEHIND -> count == 1 ? 0 : leewayOf(Math.pow(beta, count - 1), UNITS_OF_POWER);
    };
  }

  /**
   * How far implementations lie apart in 1 less a float64 number, as a part of it.
   *
   * @param number between 0 and 1
   * @param units how many units in its last place it may be off
   */
  static double leewayOf(double number, double units) {
    return number > 0 && number < 1 ? units * Math.ulp(number) / (1 - number) : 0;
  }

  // 1 - beta^t without the cancellation that a beta near 1 brings
  private static double remainder(double beta, int count) {
    return beta > 0 ? -Math.expm1(count * Math.log(beta)) : 1 - Math.pow(beta, count);
  }

  private static float product(float beta, int count) {
    float product = beta;
    for (int i = 1; i < count; i++) {
      product *= beta;
    }
    return product;
  }
}
