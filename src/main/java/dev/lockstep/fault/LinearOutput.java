package dev.lockstep.fault;

import dev.lockstep.backend.reference.Activation;
import dev.lockstep.backend.reference.Rounding;

/** No function at all where a cell should apply one. */
record LinearOutput() implements Activation {

  @Override
  public double value(double x, Rounding rounding) {
    return x;
  }

  @Override
  public double slope(double value, Rounding rounding) {
    return 1;
  }
}
