package dev.lockstep.fault;

import dev.lockstep.backend.reference.CellFormula;
import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.backend.reference.Unrolled;

/**
 * A step whose backward pass multiplies with {@code weight_hh} where it should multiply with its
 * transpose, gate by gate.
 *
 * @param right the step
 */
record UntransposedStep(CellFormula right) implements CellFormula {

  @Override
  public boolean carriesCellState() {
    return right.carriesCellState();
  }

  @Override
  public Step forward(
      ParameterArrays parameters, double[] projection, double[] before, Rounding rounding) {
    return right.forward(parameters, projection, before, rounding);
  }

  @Override
  public StepGradient backward(
      ParameterArrays parameters, Step step, double[] byAfter, Rounding rounding) {
    ParameterArrays transposed =
        RearrangedCell.transposed(new Unrolled(right)).gathered(parameters);
    return right.backward(transposed, step, byAfter, rounding);
  }
}
