package dev.lockstep.backend.reference;

/**
 * The simple recurrent cell, {@code h' = f(W_ih x + b_ih + W_hh h + b_hh)} with f tanh or relu, as
 * {@code torch.nn.RNNCell} defines it.
 */
enum RnnFormula implements CellFormula {
  /** f is the hyperbolic tangent. */
  TANH {
    @Override
    double value(double preactivation, Rounding rounding) {
      return rounding.tanh(preactivation);
    }

    @Override
    double slope(double value, Rounding rounding) {
      return rounding.of(1 - rounding.of(value * value));
    }
  },

  /** f is the larger of a number and zero. */
  RELU {
    @Override
    double value(double preactivation, Rounding rounding) {
      return Math.max(preactivation, 0);
    }

    @Override
    double slope(double value, Rounding rounding) {
      return value > 0 ? 1 : 0;
    }
  };

  private static final double[] NOTHING = {};

  abstract double value(double preactivation, Rounding rounding);

  /** The slope where f has this value. */
  abstract double slope(double value, Rounding rounding);

  @Override
  public Step forward(
      ParameterArrays parameters, double[] projection, double[] before, Rounding rounding) {
    double[] product = parameters.hiddenProduct(before, rounding);
    double[] after = new double[product.length];
    for (int j = 0; j < after.length; j++) {
      after[j] = value(rounding.add(projection[j], product[j]), rounding);
    }
    return new Step(before, after, NOTHING);
  }

  @Override
  public StepGradient backward(
      ParameterArrays parameters, Step step, double[] byAfter, Rounding rounding) {
    double[] byProduct = new double[byAfter.length];
    for (int j = 0; j < byProduct.length; j++) {
      byProduct[j] = rounding.of(byAfter[j] * slope(step.after()[j], rounding));
    }
    double[] byBefore = new double[byAfter.length];
    parameters.addThroughHiddenProduct(byBefore, byProduct, rounding);
    return new StepGradient(byBefore, byProduct, byProduct);
  }
}
