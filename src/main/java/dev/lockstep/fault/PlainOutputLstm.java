package dev.lockstep.fault;

import dev.lockstep.backend.reference.Cell;
import dev.lockstep.backend.reference.CellState;
import dev.lockstep.backend.reference.Logistic;
import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Products;
import dev.lockstep.backend.reference.Rounding;

/**
 * An LSTM that hands out its cell state as it is: {@code h' = σ(o) c'} for {@code σ(o) tanh(c')}.
 */
final class PlainOutputLstm implements Cell {

  @Override
  public Pass forward(
      ParameterArrays parameters, CellState start, int[] inputs, Rounding rounding) {
    int size = parameters.hidden();
    int rows = 4 * size;
    int steps = inputs.length;
    double[] projections = parameters.inputProjections(rounding);
    double[] hidden = new double[(steps + 1) * size]; // [T + 1, H]
    double[] cell = new double[(steps + 1) * size]; // [T + 1, H]
    double[] gates = new double[steps * rows]; // [T, 4 H]: i, f, g, o after their functions
    double[] product = new double[rows];
    System.arraycopy(start.hidden(), 0, hidden, 0, size);
    System.arraycopy(start.cell(), 0, cell, 0, size);
    for (int t = 0; t < steps; t++) {
      System.arraycopy(parameters.biasHh(), 0, product, 0, rows);
      Products.multiplyAdd(
          rounding, product, 0, parameters.weightHh(), rows, size, hidden, t * size);
      int gate = t * rows;
      for (int row = 0; row < rows; row++) {
        double preactivation = rounding.add(projections[inputs[t] * rows + row], product[row]);
        gates[gate + row] =
            row / size == 2
                ? rounding.tanh(preactivation)
                : Logistic.value(preactivation, rounding);
      }
      for (int j = 0; j < size; j++) {
        double kept = rounding.of(gates[gate + size + j] * cell[t * size + j]);
        double fresh = rounding.of(gates[gate + j] * gates[gate + 2 * size + j]);
        double c = rounding.of(kept + fresh);
        cell[(t + 1) * size + j] = c;
        hidden[(t + 1) * size + j] = rounding.of(gates[gate + 3 * size + j] * c);
      }
    }
    return new PlainOutputPass(parameters, inputs, rounding, hidden, cell, gates);
  }

  private record PlainOutputPass(
      ParameterArrays parameters,
      int[] inputs,
      Rounding rounding,
      double[] hidden,
      double[] cell,
      double[] gates)
      implements Pass {

    @Override
    public CellState end() {
      return CellState.last(hidden, cell, parameters.hidden());
    }

    @Override
    public void backward(double[] hiddenGradient, ParameterArrays gradients) {
      int size = parameters.hidden();
      double[] carriedHidden = new double[size];
      double[] carriedCell = new double[size];
      double[] preactivation = new double[4 * size];
      for (int t = inputs.length - 1; t >= 0; t--) {
        int gate = t * 4 * size;
        for (int j = 0; j < size; j++) {
          double i = gates[gate + j];
          double f = gates[gate + size + j];
          double g = gates[gate + 2 * size + j];
          double o = gates[gate + 3 * size + j];
          double dh = rounding.of(hiddenGradient[t * size + j] + carriedHidden[j]);
          double dc = rounding.of(carriedCell[j] + rounding.of(dh * o));
          double candidateSlope = rounding.of(1 - rounding.of(g * g));
          preactivation[j] = rounding.of(rounding.of(dc * g) * Logistic.slope(i, rounding));
          preactivation[size + j] =
              rounding.of(rounding.of(dc * cell[t * size + j]) * Logistic.slope(f, rounding));
          preactivation[2 * size + j] = rounding.of(rounding.of(dc * i) * candidateSlope);
          preactivation[3 * size + j] =
              rounding.of(rounding.of(dh * cell[(t + 1) * size + j]) * Logistic.slope(o, rounding));
          carriedCell[j] = rounding.of(dc * f);
          carriedHidden[j] = 0;
        }
        gradients.addInputGradient(rounding, inputs[t], preactivation);
        gradients.addHiddenGradient(rounding, preactivation, hidden, t * size);
        Products.transposedMultiplyAdd(
            rounding, carriedHidden, 0, parameters.weightHh(), 4 * size, size, preactivation, 0);
      }
    }
  }
}
