package dev.lockstep.backend.reference;

import dev.lockstep.backend.reference.CellFormula.Step;
import dev.lockstep.backend.reference.CellFormula.StepGradient;
import java.util.Arrays;

/**
 * The gradients by a cell's weights: the sums over steps, from the last to the first, of what each
 * step contributes.
 */
final class CellGradients {
  private static final double[] ONE = {1};

  private final Rounding rounding;
  private final int period;
  private final ParameterArrays gradients;

  /**
   * Sums over the steps of a sequence.
   *
   * @param rounding the number format
   * @param period after how many steps the same may come again
   * @param gradients receives the sums, added to what it holds
   */
  CellGradients(Rounding rounding, int period, ParameterArrays gradients) {
    this.rounding = rounding;
    this.period = period;
    this.gradients = gradients;
  }

  /**
   * Adds the gradients by {@code weight_ih} and {@code bias_ih}. A one-hot input gives a step's
   * whole gradient to one column of {@code weight_ih}; the columns are kept as rows meanwhile.
   *
   * @param inputs the vocabulary index of each of the T inputs
   */
  void addInput(StepGradient[] byStep, int[] inputs) {
    int rows = gradients.gateRows();
    int vocabulary = gradients.vocabulary();
    double[] weight = gradients.weightIh();
    double[][] columns = new double[vocabulary][rows];
    for (int i = 0; i < weight.length; i++) {
      columns[i % vocabulary][i / vocabulary] = weight[i];
    }
    OuterProducts products = new OuterProducts(rounding, period, rows, 1);
    for (int k = 0; k < byStep.length; k++) {
      int t = rounding.sums().descending(k, byStep.length);
      products.addTo(columns[inputs[t]], t, byStep[t].byInput(), 0, ONE, 0);
      rounding.addStep(gradients.biasIh(), byStep[t].byInput(), 0);
    }
    for (int i = 0; i < weight.length; i++) {
      weight[i] = columns[i % vocabulary][i / vocabulary];
    }
  }

  /**
   * Adds the gradients by {@code weight_hh} and {@code bias_hh}.
   *
   * @param formula says what a step multiplies {@code weight_hh} with
   */
  void addHidden(StepGradient[] byStep, Step[] steps, CellFormula formula) {
    for (int block = 0; block < formula.hiddenBlocks(); block++) {
      addHidden(byStep, steps, formula, block);
    }
    for (int k = 0; k < byStep.length; k++) {
      int t = rounding.sums().descending(k, byStep.length);
      rounding.addStep(gradients.biasHh(), byStep[t].byHidden(), 0);
    }
  }

  /** Adds the gradients by the rows of {@code weight_hh} that one operand is multiplied with. */
  private void addHidden(StepGradient[] byStep, Step[] steps, CellFormula formula, int block) {
    int rows = gradients.gateRows() / formula.hiddenBlocks();
    int length = rows * gradients.hidden();
    double[] weight = gradients.weightHh();
    double[] sums = Arrays.copyOfRange(weight, block * length, (block + 1) * length);
    OuterProducts products = new OuterProducts(rounding, period, rows, gradients.hidden());
    for (int k = 0; k < byStep.length; k++) {
      int t = rounding.sums().descending(k, byStep.length);
      double[] operand = formula.hiddenOperand(steps[t], block);
      products.addTo(sums, t, byStep[t].byHidden(), block * rows, operand, 0);
    }
    System.arraycopy(sums, 0, weight, block * length, length);
  }
}
