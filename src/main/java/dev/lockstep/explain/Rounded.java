package dev.lockstep.explain;

import java.util.Arrays;

/**
 * A block of numbers, each with a bound of how far an implementation that rounds may lie from it.
 * Every operation is exact to float64 in its values, and carries the bounds on as a running error
 * analysis does (Wilkinson): what the operands bring in, and one rounding of the result. All blocks
 * of one calculation have the same length.
 *
 * <p>A bound is infinite or NaN where the operands leave the result open, as a quotient by what may
 * be zero; NaN values stay NaN.
 */
final class Rounded {
  // what widens a bound by less than this part of one rounding is left out
  private static final double LEAST_PART = 1e-3;

  final double[] value;
  final double[] error;
  private final Arithmetic arithmetic;
  private final Scratch scratch;

  private Rounded(double[] value, double[] error, Arithmetic arithmetic, Scratch scratch) {
    this.value = value;
    this.error = error;
    this.arithmetic = arithmetic;
    this.scratch = scratch;
  }

  /** Numbers that are known exactly. */
  static Rounded exact(double[] value, Arithmetic arithmetic) {
    return exact(value, arithmetic, new Scratch(value.length));
  }

  /**
   * Numbers that are known exactly.
   *
   * @param scratch takes whatever is calculated from them
   */
  static Rounded exact(double[] value, Arithmetic arithmetic, Scratch scratch) {
    return new Rounded(value, new double[value.length], arithmetic, scratch);
  }

  /** As many other numbers that are known as exactly as these are. */
  Rounded of(double[] others) {
    return new Rounded(others, error, arithmetic, scratch);
  }

  /** As many zeros. */
  Rounded zeros() {
    Rounded zeros = like();
    Arrays.fill(zeros.value, 0);
    Arrays.fill(zeros.error, 0);
    return zeros;
  }

  Rounded plus(Rounded other) {
    Rounded result = like();
    for (int i = 0; i < value.length; i++) {
      double sum = value[i] + other.value[i];
      result.value[i] = sum;
      result.error[i] = error[i] + other.error[i] + rounding(sum);
    }
    return result;
  }

  Rounded minus(Rounded other) {
    Rounded result = like();
    for (int i = 0; i < value.length; i++) {
      double difference = value[i] - other.value[i];
      result.value[i] = difference;
      result.error[i] = error[i] + other.error[i] + rounding(difference);
    }
    return result;
  }

  /** Plus the same number in every place, which is rounded first. */
  Rounded plus(double scalar) {
    Rounded result = like();
    double own = arithmetic.unit() * Math.abs(scalar);
    for (int i = 0; i < value.length; i++) {
      double sum = value[i] + scalar;
      result.value[i] = sum;
      result.error[i] = error[i] + own + rounding(sum);
    }
    return result;
  }

  /** Times a scalar, which is rounded first. */
  Rounded times(double scalar) {
    Rounded result = like();
    double magnitude = Math.abs(scalar);
    for (int i = 0; i < value.length; i++) {
      double product = value[i] * scalar;
      result.value[i] = product;
      result.error[i] = error[i] * magnitude + 2 * rounding(product);
    }
    return result;
  }

  Rounded times(Rounded other) {
    Rounded result = like();
    for (int i = 0; i < value.length; i++) {
      double product = value[i] * other.value[i];
      result.value[i] = product;
      result.error[i] =
          error[i] * (Math.abs(other.value[i]) + other.error[i])
              + Math.abs(value[i]) * other.error[i]
              + rounding(product);
    }
    return result;
  }

  Rounded squared() {
    return times(this);
  }

  /** 0 where both are 0, as an optimizer that skips such elements or adds an epsilon gives. */
  Rounded dividedBy(Rounded other) {
    Rounded result = like();
    for (int i = 0; i < value.length; i++) {
      double quotient = value[i] == 0 && other.value[i] == 0 ? 0 : value[i] / other.value[i];
      double least = Math.abs(other.value[i]) - other.error[i];
      result.value[i] = quotient;
      double brought = error[i] + Math.abs(quotient) * other.error[i];
      result.error[i] =
          (brought == 0 ? 0 : least > 0 ? brought / least : Double.POSITIVE_INFINITY)
              + rounding(quotient);
    }
    return result;
  }

  /** The root of what is not negative; what rounding alone made negative counts as 0. */
  Rounded sqrt() {
    Rounded result = like();
    for (int i = 0; i < value.length; i++) {
      double root = Math.sqrt(Math.max(value[i], 0));
      double least = Math.sqrt(Math.max(value[i] - error[i], 0));
      result.value[i] = root;
      // root(x + e) - root(x) and root(x) - root(x - e), the larger, without cancellation
      double sum = root + least;
      result.error[i] = (sum > 0 ? error[i] / sum : Math.sqrt(error[i])) + rounding(root);
      if (Double.isNaN(value[i])) {
        result.value[i] = Double.NaN;
      }
    }
    return result;
  }

  Rounded abs() {
    Rounded result = like();
    for (int i = 0; i < value.length; i++) {
      result.value[i] = Math.abs(value[i]);
      result.error[i] = error[i];
    }
    return result;
  }

  Rounded max(Rounded other) {
    Rounded result = like();
    for (int i = 0; i < value.length; i++) {
      result.value[i] = Math.max(value[i], other.value[i]);
      double apart = Math.abs(value[i] - other.value[i]);
      double larger = value[i] >= other.value[i] ? error[i] : other.error[i];
      result.error[i] =
          apart > error[i] + other.error[i] ? larger : Math.max(error[i], other.error[i]);
    }
    return result;
  }

  /** -1, 0 or 1; open between them where the number may be 0. */
  Rounded sign() {
    Rounded result = like();
    for (int i = 0; i < value.length; i++) {
      result.value[i] = Math.signum(value[i]);
      result.error[i] = error[i] > 0 && Math.abs(value[i]) <= error[i] ? 2 : 0;
    }
    return result;
  }

  /** Each number, but no smaller than {@code -bound} and no larger than {@code bound}. */
  Rounded clamped(double bound) {
    Rounded result = like();
    for (int i = 0; i < value.length; i++) {
      result.value[i] = Math.max(-bound, Math.min(bound, value[i]));
      result.error[i] = error[i] + arithmetic.unit() * Math.abs(result.value[i]);
    }
    return result;
  }

  /** The same numbers, each open by as many units in the last place more. */
  Rounded widened(double units) {
    return widenedBy(units * arithmetic.unit());
  }

  /** The same numbers, each open by a part of itself more. */
  Rounded widenedBy(double part) {
    if (part < LEAST_PART * arithmetic.unit()) {
      return this;
    }
    Rounded result = new Rounded(value, scratch.take(), arithmetic, scratch);
    for (int i = 0; i < value.length; i++) {
      result.error[i] = error[i] + part * Math.abs(value[i]);
    }
    return result;
  }

  /** As many numbers that are still to be written. */
  private Rounded like() {
    return new Rounded(scratch.take(), scratch.take(), arithmetic, scratch);
  }

  private double rounding(double result) {
    return arithmetic.unit() * Math.abs(result) + (result == 0 ? 0 : arithmetic.tiny());
  }
}
