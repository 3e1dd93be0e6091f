package dev.lockstep.backend.reference;

/**
 * The long short-term memory cell of {@code torch.nn.LSTMCell}: with {@code a = W_ih x + b_ih +
 * W_hh h + b_hh} in four blocks i, f, g, o of H rows, {@code c' = σ(f) c + σ(i) tanh(g)} and {@code
 * h' = σ(o) tanh(c')}.
 */
final class LstmCell implements Cell {

  @Override
  public Pass forward(
      ParameterArrays parameters, CellState start, int[] inputs, Rounding rounding) {
    int size = parameters.hidden();
    int steps = inputs.length;
    double[] projections = parameters.inputProjections(rounding);
    double[] hidden = new double[(steps + 1) * size]; // [T + 1, H]
    System.arraycopy(start.hidden(), 0, hidden, 0, size);
    double[] cell = new double[(steps + 1) * size]; // [T + 1, H]
    System.arraycopy(start.cell(), 0, cell, 0, size);
    double[] cellTanh = new double[steps * size]; // [T, H]
    double[] gates = new double[steps * 4 * size]; // [T, 4 H]: i, f, g, o after their functions
    double[] product = new double[4 * size];
    Repetition repetition = Repetition.of(inputs);
    int settled = steps;
    for (int t = 0; t < steps; t++) {
      if (repetition.repeats(hidden, size, t) && repetition.repeats(cell, size, t)) {
        settled = Math.min(settled, t);
        repetition.copyEarlier(gates, 4 * size, t);
        repetition.copyEarlier(cell, size, t + 1);
        repetition.copyEarlier(cellTanh, size, t);
        repetition.copyEarlier(hidden, size, t + 1);
        continue;
      }
      System.arraycopy(parameters.biasHh(), 0, product, 0, 4 * size);
      Products.multiplyAdd(
          rounding, product, 0, parameters.weightHh(), 4 * size, size, hidden, t * size);
      int gate = t * 4 * size;
      for (int row = 0; row < 4 * size; row++) {
        double preactivation = rounding.add(projections[inputs[t] * 4 * size + row], product[row]);
        gates[gate + row] =
            row / size == 2
                ? rounding.tanh(preactivation)
                : Logistic.value(preactivation, rounding);
      }
      for (int j = 0; j < size; j++) {
        double i = gates[gate + j];
        double f = gates[gate + size + j];
        double g = gates[gate + 2 * size + j];
        double o = gates[gate + 3 * size + j];
        double c = rounding.of(rounding.of(f * cell[t * size + j]) + rounding.of(i * g));
        double tanh = rounding.tanh(c);
        cell[(t + 1) * size + j] = c;
        cellTanh[t * size + j] = tanh;
        hidden[(t + 1) * size + j] = rounding.of(o * tanh);
      }
    }
    return new LstmPass(
        parameters, inputs, repetition, settled, rounding, hidden, cell, cellTanh, gates);
  }

  private record LstmPass(
      ParameterArrays parameters,
      int[] inputs,
      Repetition repetition,
      int settled,
      Rounding rounding,
      double[] hidden,
      double[] cell,
      double[] cellTanh,
      double[] gates)
      implements Pass {

    @Override
    public CellState end() {
      return CellState.last(hidden, cell, parameters.hidden());
    }

    @Override
    public void backward(double[] hiddenGradient, ParameterArrays gradients) {
      int size = parameters.hidden();
      int width = 2 * size; // the hidden state's gradient, then the cell state's
      double[] carried = new double[(inputs.length + 1) * width]; // [T + 1, 2 H]
      double[] preactivation = new double[inputs.length * 4 * size]; // [T, 4 H]
      boolean[] gradientRepeated = repetition.repeated(hiddenGradient, size);
      for (int t = inputs.length - 1; t >= 0; t--) {
        if (repetition.comesAgain(t, settled, gradientRepeated, carried, width)) {
          repetition.copyLater(preactivation, 4 * size, t);
          repetition.copyLater(carried, width, t);
        } else {
          step(t, hiddenGradient, carried, preactivation);
        }
      }
      CellGradients sums = new CellGradients(rounding, repetition, gradients);
      sums.addInput(preactivation, inputs);
      sums.addHidden(preactivation, hidden);
    }

    private void step(int t, double[] hiddenGradient, double[] carried, double[] preactivation) {
      int size = parameters.hidden();
      int gate = t * 4 * size;
      int before = t * 2 * size;
      int after = (t + 1) * 2 * size;
      for (int j = 0; j < size; j++) {
        double i = gates[gate + j];
        double f = gates[gate + size + j];
        double g = gates[gate + 2 * size + j];
        double o = gates[gate + 3 * size + j];
        double tanh = cellTanh[t * size + j];
        double dh = rounding.of(hiddenGradient[t * size + j] + carried[after + j]);
        double tanhSlope = rounding.of(1 - rounding.of(tanh * tanh));
        double throughOutput = rounding.of(rounding.of(dh * o) * tanhSlope);
        double dc = rounding.of(carried[after + size + j] + throughOutput);
        double candidateSlope = rounding.of(1 - rounding.of(g * g));
        preactivation[gate + j] = rounding.of(rounding.of(dc * g) * Logistic.slope(i, rounding));
        preactivation[gate + size + j] =
            rounding.of(rounding.of(dc * cell[t * size + j]) * Logistic.slope(f, rounding));
        preactivation[gate + 2 * size + j] = rounding.of(rounding.of(dc * i) * candidateSlope);
        preactivation[gate + 3 * size + j] =
            rounding.of(rounding.of(dh * tanh) * Logistic.slope(o, rounding));
        carried[before + size + j] = rounding.of(dc * f);
      }
      Products.transposedMultiplyAdd(
          rounding, carried, before, parameters.weightHh(), 4 * size, size, preactivation, gate);
    }
  }
}
