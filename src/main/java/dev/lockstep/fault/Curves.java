package dev.lockstep.fault;

import dev.lockstep.backend.reference.Activation;
import dev.lockstep.backend.reference.Logistic;
import dev.lockstep.backend.reference.Rounding;

/** Functions that wrong cells apply, beside those of right ones. */
final class Curves {
  /** {@code 1 / (1 + exp(-x))}. */
  static final Activation LOGISTIC = new OfLogistic(1);

  /** The logistic function of {@code -x}: open where a gate should be closed. */
  static final Activation FALLING_LOGISTIC = new OfLogistic(-1);

  /** {@code min(1, max(0, 0.2 x + 0.5))}, which Keras took for the logistic function. */
  static final Activation HARD_LOGISTIC = new HardLogistic();

  /** The number itself above zero, a hundredth of it below. */
  static final Activation LEAKY_RELU = new LeakyRelu();

  /** The number itself: no function where there should be one. */
  static final Activation IDENTITY = new Line(0, 1);

  /** 1: a gate that is always open. */
  static final Activation OPEN = new Line(1, 0);

  /** {@code tanh} whose slope {@code 1 - tanh²} lacks its square. */
  static final Activation TANH_UNSQUARED =
      new WrongSlope(
          Activation.TANH,
          new Activation() {
            @Override
            public double value(double x, Rounding rounding) {
              return x;
            }

            @Override
            public double slope(double value, Rounding rounding) {
              return rounding.of(1 - value);
            }
          });

  private Curves() {}

  /** A function whose slope is left out: a right forward pass, a wrong backward pass. */
  static Activation withoutSlope(Activation function) {
    return new WrongSlope(function, IDENTITY);
  }

  private record OfLogistic(double sign) implements Activation {
    @Override
    public double value(double x, Rounding rounding) {
      return Logistic.value(sign * x, rounding);
    }

    @Override
    public double slope(double value, Rounding rounding) {
      return sign * Logistic.slope(value, rounding);
    }
  }

  private record HardLogistic() implements Activation {
    private static final double SLOPE = 0.2;

    @Override
    public double value(double x, Rounding rounding) {
      double line = rounding.of(rounding.of(rounding.of(SLOPE) * x) + 1 / 2.0);
      return Math.min(1, Math.max(0, line));
    }

    @Override
    public double slope(double value, Rounding rounding) {
      return value > 0 && value < 1 ? rounding.of(SLOPE) : 0;
    }
  }

  private record LeakyRelu() implements Activation {
    private static final double LEAK = 0.01;

    @Override
    public double value(double x, Rounding rounding) {
      return x > 0 ? x : rounding.of(rounding.of(LEAK) * x);
    }

    @Override
    public double slope(double value, Rounding rounding) {
      return value > 0 ? 1 : rounding.of(LEAK);
    }
  }

  private record Line(double at0, double steepness) implements Activation {
    @Override
    public double value(double x, Rounding rounding) {
      return at0 + steepness * x;
    }

    @Override
    public double slope(double value, Rounding rounding) {
      return steepness;
    }
  }

  /**
   * A function with the slope of another.
   *
   * @param function gives the values
   * @param slopes gives the slopes at these values
   */
  private record WrongSlope(Activation function, Activation slopes) implements Activation {
    @Override
    public double value(double x, Rounding rounding) {
      return function.value(x, rounding);
    }

    @Override
    public double slope(double value, Rounding rounding) {
      return slopes.slope(value, rounding);
    }
  }
}
