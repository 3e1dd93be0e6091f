package dev.lockstep.fault;

import dev.lockstep.backend.reference.Activation;
import dev.lockstep.backend.reference.CellFormula;
import dev.lockstep.backend.reference.Logistic;
import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Products;
import dev.lockstep.backend.reference.Rounding;
import java.util.Arrays;

/**
 * A GRU that resets the hidden state before the product, {@code n = tanh(W_in x + b_in + W_hn (r h)
 * + b_hn)}, as in Cho et al. (2014) and Keras with {@code reset_after=False}.
 */
final class ResetFirstGru implements CellFormula {

  @Override
  public int hiddenBlocks() {
    return 3;
  }

  /** The blocks of r and z are multiplied with h, that of n with r h. */
  @Override
  public double[] hiddenOperand(Step step, int block) {
    return block < 2 ? step.before() : reset(step.memory());
  }

  /** The memory is r, z, n after their functions and {@code r h}, [4 H]. */
  @Override
  public Step forward(
      ParameterArrays parameters, double[] projection, double[] before, Rounding rounding) {
    int size = parameters.hidden();
    double[] product = parameters.biasHh().clone();
    double[] memory = new double[4 * size];
    double[] reset = new double[size];
    double[] after = new double[size];
    Products.multiplyAdd(rounding, product, 0, parameters.weightHh(), 2 * size, size, before, 0);
    for (int row = 0; row < 2 * size; row++) {
      memory[row] = Logistic.value(rounding.add(projection[row], product[row]), rounding);
    }
    for (int j = 0; j < size; j++) {
      reset[j] = rounding.of(memory[j] * before[j]);
      memory[3 * size + j] = reset[j];
    }
    Products.multiplyAdd(
        rounding, product, 2 * size, candidateWeight(parameters), size, size, reset, 0);
    for (int j = 0; j < size; j++) {
      int row = 2 * size + j;
      double n = Activation.TANH.value(rounding.add(projection[row], product[row]), rounding);
      double z = memory[size + j];
      after[j] = rounding.of(n + rounding.of(z * rounding.of(before[j] - n)));
      memory[row] = n;
    }
    return new Step(before, after, memory);
  }

  @Override
  public StepGradient backward(
      ParameterArrays parameters, Step step, double[] byAfter, Rounding rounding) {
    int size = parameters.hidden();
    double[] memory = step.memory();
    double[] byProduct = new double[3 * size];
    double[] byBefore = new double[size];
    double[] byReset = new double[size];
    for (int j = 0; j < size; j++) {
      double z = memory[size + j];
      double n = memory[2 * size + j];
      double dn = rounding.of(byAfter[j] * rounding.of(1 - z));
      double dz = rounding.of(byAfter[j] * rounding.of(step.before()[j] - n));
      byProduct[size + j] = rounding.of(dz * Logistic.slope(z, rounding));
      byProduct[2 * size + j] = rounding.of(dn * Activation.TANH.slope(n, rounding));
      byBefore[j] = rounding.of(byAfter[j] * z);
    }
    Products.transposedMultiplyAdd(
        rounding, byReset, 0, candidateWeight(parameters), size, size, byProduct, 2 * size);
    for (int j = 0; j < size; j++) {
      double r = memory[j];
      double dr = rounding.of(byReset[j] * step.before()[j]);
      byProduct[j] = rounding.of(dr * Logistic.slope(r, rounding));
      byBefore[j] = rounding.of(byBefore[j] + rounding.of(byReset[j] * r));
    }
    Products.transposedMultiplyAdd(
        rounding, byBefore, 0, parameters.weightHh(), 2 * size, size, byProduct, 0);
    return new StepGradient(byBefore, byProduct, byProduct);
  }

  private static double[] reset(double[] memory) {
    return Arrays.copyOfRange(memory, memory.length / 4 * 3, memory.length);
  }

  /** The rows of {@code weight_hh} that belong to n, [H, H]. */
  private static double[] candidateWeight(ParameterArrays parameters) {
    double[] weight = parameters.weightHh();
    return Arrays.copyOfRange(weight, weight.length / 3 * 2, weight.length);
  }
}
