package dev.lockstep.backend.reference;

/**
 * The gated recurrent unit of {@code torch.nn.GRUCell}: with {@code a = W_ih x + b_ih} and {@code b
 * = W_hh h + b_hh} in three blocks r, z, n of H rows, {@code r = σ(a_r + b_r)}, {@code z = σ(a_z +
 * b_z)}, {@code n = tanh(a_n + r b_n)} (the reset gate acts after the product) and {@code h' = n +
 * z (h - n)}.
 */
final class GruFormula implements CellFormula {

  /** The memory is r, z, n after their functions and {@code b_n}, [4 H]. */
  @Override
  public Step forward(
      ParameterArrays parameters, double[] projection, double[] before, Rounding rounding) {
    int size = parameters.hidden();
    double[] product = parameters.hiddenProduct(before, rounding);
    double[] after = new double[size];
    double[] memory = new double[4 * size];
    for (int j = 0; j < size; j++) {
      double r = Logistic.value(rounding.add(projection[j], product[j]), rounding);
      double z = Logistic.value(rounding.add(projection[size + j], product[size + j]), rounding);
      double candidate = product[2 * size + j];
      double reset = rounding.of(r * candidate);
      double n = rounding.tanh(rounding.add(projection[2 * size + j], reset));
      after[j] = rounding.between(n, before[j], z);
      memory[j] = r;
      memory[size + j] = z;
      memory[2 * size + j] = n;
      memory[3 * size + j] = candidate;
    }
    return new Step(before, after, memory);
  }

  @Override
  public StepGradient backward(
      ParameterArrays parameters, Step step, double[] byAfter, Rounding rounding) {
    int size = parameters.hidden();
    double[] memory = step.memory();
    double[] byInput = new double[3 * size];
    double[] byHidden = new double[3 * size];
    double[] byBefore = new double[size];
    for (int j = 0; j < size; j++) {
      double r = memory[j];
      double z = memory[size + j];
      double n = memory[2 * size + j];
      double dh = byAfter[j];
      double dn = rounding.of(dh * rounding.of(1 - z));
      double candidateSlope = rounding.of(1 - rounding.of(n * n));
      double dCandidate = rounding.of(dn * candidateSlope);
      double dr = rounding.of(dCandidate * memory[3 * size + j]);
      double dz = rounding.of(dh * rounding.of(step.before()[j] - n));
      byInput[j] = rounding.of(dr * Logistic.slope(r, rounding));
      byInput[size + j] = rounding.of(dz * Logistic.slope(z, rounding));
      byInput[2 * size + j] = dCandidate;
      byHidden[j] = byInput[j];
      byHidden[size + j] = byInput[size + j];
      byHidden[2 * size + j] = rounding.of(dCandidate * r);
      byBefore[j] = rounding.of(dh * z);
    }
    parameters.addThroughHiddenProduct(byBefore, byHidden, rounding);
    return new StepGradient(byBefore, byInput, byHidden);
  }
}
