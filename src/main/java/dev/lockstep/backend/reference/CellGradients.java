package dev.lockstep.backend.reference;

import java.util.Arrays;

/**
 * The gradients by a cell's weights: the sums over steps, from the last to the first, of what each
 * step contributes.
 */
final class CellGradients {
  private final Rounding rounding;
  private final Repetition repetition;
  private final ParameterArrays gradients;

  /**
   * Sums over the steps of a sequence.
   *
   * @param rounding the number format
   * @param repetition of the sequence
   * @param gradients receives the sums, added to what it holds
   */
  CellGradients(Rounding rounding, Repetition repetition, ParameterArrays gradients) {
    this.rounding = rounding;
    this.repetition = repetition;
    this.gradients = gradients;
  }

  /**
   * Adds the gradients by {@code weight_ih} and {@code bias_ih}. A one-hot input gives a step's
   * whole gradient to one column of {@code weight_ih}; the columns are kept as rows meanwhile.
   *
   * @param byProduct the gradient by the input product at each step, [T, G·H]
   * @param inputs the vocabulary index of each of the T inputs
   */
  void addInput(double[] byProduct, int[] inputs) {
    int rows = gradients.gateRows();
    int vocabulary = gradients.vocabulary();
    double[] ones = new double[inputs.length];
    Arrays.fill(ones, 1);
    double[] weight = gradients.weightIh();
    double[][] columns = new double[vocabulary][rows];
    for (int i = 0; i < weight.length; i++) {
      columns[i % vocabulary][i / vocabulary] = weight[i];
    }
    OuterProducts products = new OuterProducts(rounding, repetition, byProduct, rows, ones, 1);
    for (int k = 0; k < inputs.length; k++) {
      int t = rounding.reverses() ? k : inputs.length - 1 - k;
      products.addTo(columns[inputs[t]], t, t);
      rounding.addStep(gradients.biasIh(), byProduct, t * rows);
    }
    for (int i = 0; i < weight.length; i++) {
      weight[i] = columns[i % vocabulary][i / vocabulary];
    }
  }

  /**
   * Adds the gradients by {@code weight_hh} and {@code bias_hh}.
   *
   * @param byProduct the gradient by the hidden product at each step, [T, G·H]
   * @param hidden the history of hidden states, [T + 1, H]
   */
  void addHidden(double[] byProduct, double[] hidden) {
    int rows = gradients.gateRows();
    OuterProducts products =
        new OuterProducts(rounding, repetition, byProduct, rows, hidden, gradients.hidden());
    int steps = byProduct.length / rows;
    for (int k = 0; k < steps; k++) {
      int t = rounding.reverses() ? k : steps - 1 - k;
      products.addTo(gradients.weightHh(), t, t);
      rounding.addStep(gradients.biasHh(), byProduct, t * rows);
    }
  }
}
