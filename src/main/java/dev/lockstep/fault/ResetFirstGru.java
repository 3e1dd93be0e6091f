package dev.lockstep.fault;

import dev.lockstep.backend.reference.Cell;
import dev.lockstep.backend.reference.CellState;
import dev.lockstep.backend.reference.Logistic;
import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Products;
import dev.lockstep.backend.reference.Rounding;
import java.util.Arrays;

/**
 * A GRU that resets the hidden state before the product, {@code n = tanh(W_in x + b_in + W_hn (r h)
 * + b_hn)}, as in Cho et al. (2014) and Keras with {@code reset_after=False}.
 */
final class ResetFirstGru implements Cell {

  @Override
  public Pass forward(
      ParameterArrays parameters, CellState start, int[] inputs, Rounding rounding) {
    int size = parameters.hidden();
    int rows = 3 * size;
    int steps = inputs.length;
    double[][] projections = parameters.inputProjections(rounding);
    double[] candidateWeight = candidateWeight(parameters);
    double[] hidden = new double[(steps + 1) * size]; // [T + 1, H]
    double[] gates = new double[steps * rows]; // [T, 3 H]: r, z, n after their functions
    double[] reset = new double[steps * size]; // [T, H]: r h
    double[] product = new double[rows];
    System.arraycopy(start.hidden(), 0, hidden, 0, size);
    for (int t = 0; t < steps; t++) {
      int gate = t * rows;
      double[] projection = projections[inputs[t]];
      System.arraycopy(parameters.biasHh(), 0, product, 0, rows);
      Products.multiplyAdd(
          rounding, product, 0, parameters.weightHh(), 2 * size, size, hidden, t * size);
      for (int row = 0; row < 2 * size; row++) {
        gates[gate + row] = Logistic.value(rounding.add(projection[row], product[row]), rounding);
      }
      for (int j = 0; j < size; j++) {
        reset[t * size + j] = rounding.of(gates[gate + j] * hidden[t * size + j]);
      }
      Products.multiplyAdd(
          rounding, product, 2 * size, candidateWeight, size, size, reset, t * size);
      for (int j = 0; j < size; j++) {
        int row = 2 * size + j;
        double preactivation = rounding.add(projection[row], product[row]);
        double n = rounding.tanh(preactivation);
        double change = rounding.of(hidden[t * size + j] - n);
        gates[gate + row] = n;
        hidden[(t + 1) * size + j] = rounding.of(n + rounding.of(gates[gate + size + j] * change));
      }
    }
    return new ResetFirstPass(parameters, inputs, rounding, hidden, gates, reset);
  }

  /** The rows of {@code weight_hh} that belong to n, [H, H]. */
  private static double[] candidateWeight(ParameterArrays parameters) {
    double[] weight = parameters.weightHh();
    return Arrays.copyOfRange(weight, weight.length / 3 * 2, weight.length);
  }

  private record ResetFirstPass(
      ParameterArrays parameters,
      int[] inputs,
      Rounding rounding,
      double[] hidden,
      double[] gates,
      double[] reset)
      implements Pass {

    @Override
    public CellState end() {
      return CellState.last(hidden, parameters.hidden());
    }

    @Override
    public void backward(double[] hiddenGradient, ParameterArrays gradients) {
      int size = parameters.hidden();
      int rows = 3 * size;
      double[] candidateWeight = candidateWeight(parameters);
      double[] candidateGradient = new double[size * size];
      double[] carried = new double[size];
      double[] preactivation = new double[rows];
      double[] byReset = new double[size];
      for (int t = inputs.length - 1; t >= 0; t--) {
        int gate = t * rows;
        for (int j = 0; j < size; j++) {
          double z = gates[gate + size + j];
          double n = gates[gate + 2 * size + j];
          double dh = rounding.of(hiddenGradient[t * size + j] + carried[j]);
          double dn = rounding.of(dh * rounding.of(1 - z));
          double dz = rounding.of(dh * rounding.of(hidden[t * size + j] - n));
          preactivation[size + j] = rounding.of(dz * Logistic.slope(z, rounding));
          preactivation[2 * size + j] = rounding.of(dn * rounding.of(1 - rounding.of(n * n)));
          carried[j] = rounding.of(dh * z);
        }
        Arrays.fill(byReset, 0);
        Products.transposedMultiplyAdd(
            rounding, byReset, 0, candidateWeight, size, size, preactivation, 2 * size);
        for (int j = 0; j < size; j++) {
          double r = gates[gate + j];
          double dr = rounding.of(byReset[j] * hidden[t * size + j]);
          preactivation[j] = rounding.of(dr * Logistic.slope(r, rounding));
          carried[j] = rounding.of(carried[j] + rounding.of(byReset[j] * r));
        }
        gradients.addInputGradient(rounding, inputs[t], preactivation);
        Products.add(rounding, gradients.biasHh(), 0, preactivation, 0, rows);
        Products.outerAdd(
            rounding, gradients.weightHh(), 2 * size, size, preactivation, 0, hidden, t * size);
        Products.outerAdd(
            rounding, candidateGradient, size, size, preactivation, 2 * size, reset, t * size);
        Products.transposedMultiplyAdd(
            rounding, carried, 0, parameters.weightHh(), 2 * size, size, preactivation, 0);
      }
      Products.add(
          rounding, gradients.weightHh(), 2 * size * size, candidateGradient, 0, size * size);
    }
  }
}
