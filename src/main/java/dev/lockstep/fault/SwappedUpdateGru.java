package dev.lockstep.fault;

import dev.lockstep.backend.reference.Cell;
import dev.lockstep.backend.reference.CellState;
import dev.lockstep.backend.reference.Logistic;
import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Products;
import dev.lockstep.backend.reference.Rounding;

/**
 * A GRU whose update gate lets the candidate in instead of keeping it out: {@code h' = z n + (1 -
 * z) h}, the form of Chung et al. (2014), for {@code (1 - z) n + z h}.
 */
final class SwappedUpdateGru implements Cell {

  @Override
  public Pass forward(
      ParameterArrays parameters, CellState start, int[] inputs, Rounding rounding) {
    int size = parameters.hidden();
    int rows = 3 * size;
    int steps = inputs.length;
    double[] projections = parameters.inputProjections(rounding);
    double[] hidden = new double[(steps + 1) * size]; // [T + 1, H]
    double[] gates = new double[steps * rows]; // [T, 3 H]: r, z, n after their functions
    double[] products = new double[steps * rows]; // [T, 3 H]: W_hh h + b_hh
    System.arraycopy(start.hidden(), 0, hidden, 0, size);
    for (int t = 0; t < steps; t++) {
      int gate = t * rows;
      int projection = inputs[t] * rows;
      System.arraycopy(parameters.biasHh(), 0, products, gate, rows);
      Products.multiplyAdd(
          rounding, products, gate, parameters.weightHh(), rows, size, hidden, t * size);
      for (int row = 0; row < 2 * size; row++) {
        gates[gate + row] =
            Logistic.value(
                rounding.add(projections[projection + row], products[gate + row]), rounding);
      }
      for (int j = 0; j < size; j++) {
        int row = 2 * size + j;
        double reset = rounding.of(gates[gate + j] * products[gate + row]);
        double n = rounding.tanh(rounding.add(projections[projection + row], reset));
        double before = hidden[t * size + j];
        double change = rounding.of(n - before);
        gates[gate + row] = n;
        hidden[(t + 1) * size + j] =
            rounding.of(before + rounding.of(gates[gate + size + j] * change));
      }
    }
    return new SwappedUpdatePass(parameters, inputs, rounding, hidden, gates, products);
  }

  private record SwappedUpdatePass(
      ParameterArrays parameters,
      int[] inputs,
      Rounding rounding,
      double[] hidden,
      double[] gates,
      double[] products)
      implements Pass {

    @Override
    public CellState end() {
      return CellState.last(hidden, parameters.hidden());
    }

    @Override
    public void backward(double[] hiddenGradient, ParameterArrays gradients) {
      int size = parameters.hidden();
      int rows = 3 * size;
      double[] carried = new double[size];
      double[] byInputProduct = new double[rows];
      double[] byHiddenProduct = new double[rows];
      for (int t = inputs.length - 1; t >= 0; t--) {
        int gate = t * rows;
        for (int j = 0; j < size; j++) {
          double r = gates[gate + j];
          double z = gates[gate + size + j];
          double n = gates[gate + 2 * size + j];
          double dh = rounding.of(hiddenGradient[t * size + j] + carried[j]);
          double dCandidate =
              rounding.of(rounding.of(dh * z) * rounding.of(1 - rounding.of(n * n)));
          double dr = rounding.of(dCandidate * products[gate + 2 * size + j]);
          double dz = rounding.of(dh * rounding.of(n - hidden[t * size + j]));
          byInputProduct[j] = rounding.of(dr * Logistic.slope(r, rounding));
          byInputProduct[size + j] = rounding.of(dz * Logistic.slope(z, rounding));
          byInputProduct[2 * size + j] = dCandidate;
          byHiddenProduct[j] = byInputProduct[j];
          byHiddenProduct[size + j] = byInputProduct[size + j];
          byHiddenProduct[2 * size + j] = rounding.of(dCandidate * r);
          carried[j] = rounding.of(dh * rounding.of(1 - z));
        }
        gradients.addInputGradient(rounding, inputs[t], byInputProduct);
        gradients.addHiddenGradient(rounding, byHiddenProduct, hidden, t * size);
        Products.transposedMultiplyAdd(
            rounding, carried, 0, parameters.weightHh(), rows, size, byHiddenProduct, 0);
      }
    }
  }
}
