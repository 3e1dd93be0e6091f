package dev.lockstep.fault;

import dev.lockstep.backend.reference.Cell;
import dev.lockstep.backend.reference.CellState;
import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Rounding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A cell that takes the state before each step as constant, so that nothing is propagated back
 * through time: the sequence is a chain of sequences of one step.
 *
 * @param right the cell
 */
record DetachedSteps(Cell right) implements Cell {

  @Override
  public Pass forward(
      ParameterArrays parameters, CellState start, int[] inputs, Rounding rounding) {
    int size = parameters.hidden();
    double[] hidden = new double[(inputs.length + 1) * size];
    System.arraycopy(start.hidden(), 0, hidden, 0, size);
    List<Pass> steps = new ArrayList<>();
    CellState state = start;
    for (int t = 0; t < inputs.length; t++) {
      Pass step = right.forward(parameters, state, new int[] {inputs[t]}, rounding);
      steps.add(step);
      state = step.end();
      System.arraycopy(state.hidden(), 0, hidden, (t + 1) * size, size);
    }
    return new DetachedPass(hidden, state, steps, size);
  }

  private record DetachedPass(double[] hidden, CellState end, List<Pass> steps, int size)
      implements Pass {

    @Override
    public void backward(double[] hiddenGradient, ParameterArrays gradients) {
      for (int t = steps.size() - 1; t >= 0; t--) {
        double[] ofStep = Arrays.copyOfRange(hiddenGradient, t * size, (t + 1) * size);
        steps.get(t).backward(ofStep, gradients);
      }
    }
  }
}
