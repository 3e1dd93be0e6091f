package dev.lockstep.fault;

import dev.lockstep.backend.reference.Activation;
import dev.lockstep.backend.reference.CellFormula;
import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Rounding;

/**
 * The gated recurrent unit with other functions: {@code n = c(a_n + r(a_r + b_r) b_n)} and {@code
 * h' = n + z(a_z + b_z) (h - n)}.
 *
 * @param reset r
 * @param update z
 * @param candidate c
 */
record VariedGru(Activation reset, Activation update, Activation candidate) implements CellFormula {

  /** The memory is r, z, n after their functions and {@code W_hn h + b_hn}, [4 H]. */
  @Override
  public Step forward(
      ParameterArrays parameters, double[] projection, double[] before, Rounding rounding) {
    int size = parameters.hidden();
    double[] product = parameters.hiddenProduct(before, rounding);
    double[] after = new double[size];
    double[] memory = new double[4 * size];
    for (int j = 0; j < size; j++) {
      double r = reset.value(rounding.add(projection[j], product[j]), rounding);
      double z = update.value(rounding.add(projection[size + j], product[size + j]), rounding);
      double hidden = product[2 * size + j];
      double n =
          candidate.value(
              rounding.add(projection[2 * size + j], rounding.of(r * hidden)), rounding);
      after[j] = rounding.of(n + rounding.of(z * rounding.of(before[j] - n)));
      memory[j] = r;
      memory[size + j] = z;
      memory[2 * size + j] = n;
      memory[3 * size + j] = hidden;
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
      double dn = rounding.of(byAfter[j] * rounding.of(1 - z));
      double dCandidate = rounding.of(dn * candidate.slope(n, rounding));
      double dr = rounding.of(dCandidate * memory[3 * size + j]);
      double dz = rounding.of(byAfter[j] * rounding.of(step.before()[j] - n));
      byInput[j] = rounding.of(dr * reset.slope(r, rounding));
      byInput[size + j] = rounding.of(dz * update.slope(z, rounding));
      byInput[2 * size + j] = dCandidate;
      byHidden[j] = byInput[j];
      byHidden[size + j] = byInput[size + j];
      byHidden[2 * size + j] = rounding.of(dCandidate * r);
      byBefore[j] = rounding.of(byAfter[j] * z);
    }
    parameters.addThroughHiddenProduct(byBefore, byHidden, rounding);
    return new StepGradient(byBefore, byInput, byHidden);
  }
}
