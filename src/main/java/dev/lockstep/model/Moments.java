package dev.lockstep.model;

import dev.lockstep.tensor.Precision;

/**
 * Adam's running means, before bias correction.
 *
 * @param first the mean of the gradients ({@code exp_avg} in PyTorch)
 * @param second the mean of their squares ({@code exp_avg_sq} in PyTorch)
 */
public record Moments(Parameters first, Parameters second) {

  /** The moments before the first update. */
  public static Moments zeros(ParameterLayout layout) {
    return new Moments(Parameters.zeros(layout), Parameters.zeros(layout));
  }

  /** These moments with every element rounded to the precision. */
  public Moments roundedTo(Precision precision) {
    return new Moments(first.roundedTo(precision), second.roundedTo(precision));
  }
}
