package dev.lockstep.fault;

import dev.lockstep.backend.reference.CellFormula;
import dev.lockstep.backend.reference.Logistic;
import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Rounding;

/**
 * A GRU whose update gate lets the candidate in instead of keeping it out: {@code h' = z n + (1 -
 * z) h}, the form of Chung et al. (2014), for {@code (1 - z) n + z h}.
 */
final class SwappedUpdateGru implements CellFormula {

  /** The memory is r, z, n after their functions and {@code W_hn h + b_hn}, [4 H]. */
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
      double change = rounding.of(n - before[j]);
      after[j] = rounding.of(before[j] + rounding.of(z * change));
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
      double dCandidate = rounding.of(rounding.of(dh * z) * rounding.of(1 - rounding.of(n * n)));
      double dr = rounding.of(dCandidate * memory[3 * size + j]);
      double dz = rounding.of(dh * rounding.of(n - step.before()[j]));
      byInput[j] = rounding.of(dr * Logistic.slope(r, rounding));
      byInput[size + j] = rounding.of(dz * Logistic.slope(z, rounding));
      byInput[2 * size + j] = dCandidate;
      byHidden[j] = byInput[j];
      byHidden[size + j] = byInput[size + j];
      byHidden[2 * size + j] = rounding.of(dCandidate * r);
      byBefore[j] = rounding.of(dh * rounding.of(1 - z));
    }
    parameters.addThroughHiddenProduct(byBefore, byHidden, rounding);
    return new StepGradient(byBefore, byInput, byHidden);
  }
}
