package dev.lockstep.fault;

import dev.lockstep.backend.reference.CellFormula;
import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Rounding;

/**
 * A step whose gradient by {@code weight_hh} is made of the state after it in place of the one
 * before it. What it propagates back is right.
 *
 * @param right the step
 */
record LaterStateStep(CellFormula right) implements CellFormula {

  @Override
  public boolean carriesCellState() {
    return right.carriesCellState();
  }

  @Override
  public double[] hiddenOperand(Step step, int block) {
    return step.after();
  }

  @Override
  public Step forward(
      ParameterArrays parameters, double[] projection, double[] before, Rounding rounding) {
    return right.forward(parameters, projection, before, rounding);
  }

  @Override
  public StepGradient backward(
      ParameterArrays parameters, Step step, double[] byAfter, Rounding rounding) {
    return right.backward(parameters, step, byAfter, rounding);
  }
}
