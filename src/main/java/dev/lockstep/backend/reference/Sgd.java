package dev.lockstep.backend.reference;

/** {@code torch.optim.SGD} without momentum: {@code p -= lr * g}. */
record Sgd(double learningRate) implements Optimizer {

  @Override
  public void update(
      double[] parameter,
      double[] gradient,
      double[] first,
      double[] second,
      int step,
      Rounding rounding) {
    double rate = rounding.of(learningRate);
    for (int i = 0; i < parameter.length; i++) {
      parameter[i] = rounding.of(parameter[i] - rounding.of(rate * gradient[i]));
    }
  }
}
