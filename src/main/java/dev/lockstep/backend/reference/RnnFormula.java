package dev.lockstep.backend.reference;

/**
 * The simple recurrent cell, {@code h' = f(W_ih x + b_ih + W_hh h + b_hh)}, as {@code
 * torch.nn.RNNCell} defines it.
 *
 * @param f tanh or relu
 */
public record RnnFormula(Activation f) implements CellFormula {
  private static final double[] NOTHING = {};

  @Override
  public Step forward(
      ParameterArrays parameters, double[] projection, double[] before, Rounding rounding) {
    double[] product = parameters.hiddenProduct(before, rounding);
    double[] after = new double[product.length];
    for (int j = 0; j < after.length; j++) {
      after[j] = f.value(rounding.add(projection[j], product[j]), rounding);
    }
    return new Step(before, after, NOTHING);
  }

  @Override
  public StepGradient backward(
      ParameterArrays parameters, Step step, double[] byAfter, Rounding rounding) {
    double[] byProduct = new double[byAfter.length];
    for (int j = 0; j < byProduct.length; j++) {
      byProduct[j] = rounding.of(byAfter[j] * f.slope(step.after()[j], rounding));
    }
    double[] byBefore = new double[byAfter.length];
    parameters.addThroughHiddenProduct(byBefore, byProduct, rounding);
    return new StepGradient(byBefore, byProduct, byProduct);
  }
}
