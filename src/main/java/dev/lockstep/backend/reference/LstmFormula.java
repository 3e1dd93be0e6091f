package dev.lockstep.backend.reference;

/**
 * The long short-term memory cell of {@code torch.nn.LSTMCell}: with {@code a = W_ih x + b_ih +
 * W_hh h + b_hh} in four blocks i, f, g, o of H rows, {@code c' = σ(f) c + σ(i) tanh(g)} and {@code
 * h' = σ(o) f(c')}.
 *
 * @param output f, tanh in PyTorch
 */
public record LstmFormula(Activation output) implements CellFormula {

  @Override
  public boolean carriesCellState() {
    return true;
  }

  /** The memory is the gates after their functions, [4 H], and f(c'), [H]. */
  @Override
  public Step forward(
      ParameterArrays parameters, double[] projection, double[] before, Rounding rounding) {
    int size = parameters.hidden();
    double[] product = parameters.hiddenProduct(before, rounding);
    double[] after = new double[2 * size];
    double[] memory = new double[5 * size];
    for (int row = 0; row < 4 * size; row++) {
      double preactivation = rounding.add(projection[row], product[row]);
      memory[row] =
          row / size == 2
              ? Activation.TANH.value(preactivation, rounding)
              : Logistic.value(preactivation, rounding);
    }
    for (int j = 0; j < size; j++) {
      double i = memory[j];
      double f = memory[size + j];
      double g = memory[2 * size + j];
      double o = memory[3 * size + j];
      double c = rounding.of(rounding.of(f * before[size + j]) + rounding.of(i * g));
      double out = output.value(c, rounding);
      after[j] = rounding.of(o * out);
      after[size + j] = c;
      memory[4 * size + j] = out;
    }
    return new Step(before, after, memory);
  }

  @Override
  public StepGradient backward(
      ParameterArrays parameters, Step step, double[] byAfter, Rounding rounding) {
    int size = parameters.hidden();
    double[] memory = step.memory();
    double[] byProduct = new double[4 * size];
    double[] byBefore = new double[2 * size];
    for (int j = 0; j < size; j++) {
      double i = memory[j];
      double f = memory[size + j];
      double g = memory[2 * size + j];
      double o = memory[3 * size + j];
      double out = memory[4 * size + j];
      double dh = byAfter[j];
      double throughOutput = rounding.of(rounding.of(dh * o) * output.slope(out, rounding));
      double dc = rounding.of(byAfter[size + j] + throughOutput);
      double di = rounding.of(dc * g);
      double df = rounding.of(dc * step.before()[size + j]);
      double dg = rounding.of(dc * i);
      double dOutput = rounding.of(dh * out);
      byProduct[j] = rounding.of(di * Logistic.slope(i, rounding));
      byProduct[size + j] = rounding.of(df * Logistic.slope(f, rounding));
      byProduct[2 * size + j] = rounding.of(dg * Activation.TANH.slope(g, rounding));
      byProduct[3 * size + j] = rounding.of(dOutput * Logistic.slope(o, rounding));
      byBefore[size + j] = rounding.of(dc * f);
    }
    parameters.addThroughHiddenProduct(byBefore, byProduct, rounding);
    return new StepGradient(byBefore, byProduct, byProduct);
  }
}
