package dev.lockstep.backend.reference;

/**
 * The gated recurrent unit of {@code torch.nn.GRUCell}: with {@code a = W_ih x + b_ih} and {@code b
 * = W_hh h + b_hh} in three blocks r, z, n of H rows, {@code r = σ(a_r + b_r)}, {@code z = σ(a_z +
 * b_z)}, {@code n = tanh(a_n + r b_n)} (the reset gate acts after the product) and {@code h' = n +
 * z (h - n)}.
 */
final class GruCell implements Cell {

  @Override
  public Pass forward(
      ParameterArrays parameters, CellState start, int[] inputs, Rounding rounding) {
    int size = parameters.hidden();
    int steps = inputs.length;
    double[] projections = parameters.inputProjections(rounding);
    double[] hidden = new double[(steps + 1) * size]; // [T + 1, H]
    System.arraycopy(start.hidden(), 0, hidden, 0, size);
    double[] gates = new double[steps * 3 * size]; // [T, 3 H]: r, z, n after their functions
    double[] candidateProduct = new double[steps * size]; // [T, H]: b_n
    double[] product = new double[3 * size];
    Repetition repetition = Repetition.of(inputs);
    int settled = steps;
    for (int t = 0; t < steps; t++) {
      if (repetition.repeats(hidden, size, t)) {
        settled = Math.min(settled, t);
        repetition.copyEarlier(gates, 3 * size, t);
        repetition.copyEarlier(candidateProduct, size, t);
        repetition.copyEarlier(hidden, size, t + 1);
        continue;
      }
      System.arraycopy(parameters.biasHh(), 0, product, 0, 3 * size);
      Products.multiplyAdd(
          rounding, product, 0, parameters.weightHh(), 3 * size, size, hidden, t * size);
      int gate = t * 3 * size;
      int projection = inputs[t] * 3 * size;
      for (int j = 0; j < size; j++) {
        double r = Logistic.value(rounding.add(projections[projection + j], product[j]), rounding);
        double z =
            Logistic.value(
                rounding.add(projections[projection + size + j], product[size + j]), rounding);
        double candidate = product[2 * size + j];
        double n =
            rounding.tanh(
                rounding.add(projections[projection + 2 * size + j], rounding.of(r * candidate)));
        double before = hidden[t * size + j];
        hidden[(t + 1) * size + j] = rounding.of(n + rounding.of(z * rounding.of(before - n)));
        gates[gate + j] = r;
        gates[gate + size + j] = z;
        gates[gate + 2 * size + j] = n;
        candidateProduct[t * size + j] = candidate;
      }
    }
    return new GruPass(
        parameters, inputs, repetition, settled, rounding, hidden, gates, candidateProduct);
  }

  private record GruPass(
      ParameterArrays parameters,
      int[] inputs,
      Repetition repetition,
      int settled,
      Rounding rounding,
      double[] hidden,
      double[] gates,
      double[] candidateProduct)
      implements Pass {

    @Override
    public CellState end() {
      return CellState.last(hidden, parameters.hidden());
    }

    @Override
    public void backward(double[] hiddenGradient, ParameterArrays gradients) {
      int size = parameters.hidden();
      double[] carried = new double[(inputs.length + 1) * size]; // [T + 1, H]
      double[] byInputProduct = new double[inputs.length * 3 * size]; // [T, 3 H]
      double[] byHiddenProduct = new double[inputs.length * 3 * size]; // [T, 3 H]
      boolean[] gradientRepeated = repetition.repeated(hiddenGradient, size);
      for (int t = inputs.length - 1; t >= 0; t--) {
        if (repetition.comesAgain(t, settled, gradientRepeated, carried, size)) {
          repetition.copyLater(byInputProduct, 3 * size, t);
          repetition.copyLater(byHiddenProduct, 3 * size, t);
          repetition.copyLater(carried, size, t);
        } else {
          step(t, hiddenGradient, carried, byInputProduct, byHiddenProduct);
        }
      }
      CellGradients sums = new CellGradients(rounding, repetition, gradients);
      sums.addInput(byInputProduct, inputs);
      sums.addHidden(byHiddenProduct, hidden);
    }

    private void step(
        int t,
        double[] hiddenGradient,
        double[] carried,
        double[] byInputProduct,
        double[] byHiddenProduct) {
      int size = parameters.hidden();
      int gate = t * 3 * size;
      for (int j = 0; j < size; j++) {
        double r = gates[gate + j];
        double z = gates[gate + size + j];
        double n = gates[gate + 2 * size + j];
        double dh = rounding.of(hiddenGradient[t * size + j] + carried[(t + 1) * size + j]);
        double dn = rounding.of(dh * rounding.of(1 - z));
        double candidateSlope = rounding.of(1 - rounding.of(n * n));
        double dCandidate = rounding.of(dn * candidateSlope);
        double dReset = rounding.of(dCandidate * candidateProduct[t * size + j]);
        double dUpdate = rounding.of(dh * rounding.of(hidden[t * size + j] - n));
        byInputProduct[gate + j] = rounding.of(dReset * Logistic.slope(r, rounding));
        byInputProduct[gate + size + j] = rounding.of(dUpdate * Logistic.slope(z, rounding));
        byInputProduct[gate + 2 * size + j] = dCandidate;
        byHiddenProduct[gate + j] = byInputProduct[gate + j];
        byHiddenProduct[gate + size + j] = byInputProduct[gate + size + j];
        byHiddenProduct[gate + 2 * size + j] = rounding.of(dCandidate * r);
        carried[t * size + j] = rounding.of(dh * z);
      }
      Products.transposedMultiplyAdd(
          rounding,
          carried,
          t * size,
          parameters.weightHh(),
          3 * size,
          size,
          byHiddenProduct,
          gate);
    }
  }
}
