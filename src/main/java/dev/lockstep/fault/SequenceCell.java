package dev.lockstep.fault;

import dev.lockstep.backend.reference.Cell;
import dev.lockstep.backend.reference.CellState;
import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Rounding;
import java.util.function.UnaryOperator;

/**
 * A cell whose states are handed out in another order than that of the steps.
 *
 * @param right the cell
 * @param inputs what the cell is given of the inputs
 * @param places where each state comes from
 */
record SequenceCell(Cell right, UnaryOperator<int[]> inputs, Places places) implements Cell {

  /** Where a state that is handed out comes from. */
  interface Places {
    /**
     * The row of the history of states, in which row 0 is the start and row t + 1 the state after
     * step t.
     *
     * @param t which state is handed out
     * @param steps how many there are
     */
    int row(int t, int steps);
  }

  /** A cell that runs over the inputs from the last to the first. */
  static SequenceCell reversed(Cell right) {
    return new SequenceCell(right, SequenceCell::reversed, (t, steps) -> steps - t);
  }

  /** A cell that hands out for each step the state before it. */
  static SequenceCell delayed(Cell right) {
    return new SequenceCell(right, UnaryOperator.identity(), (t, steps) -> t);
  }

  private static int[] reversed(int[] of) {
    int[] reversed = new int[of.length];
    for (int t = 0; t < of.length; t++) {
      reversed[t] = of[of.length - 1 - t];
    }
    return reversed;
  }

  @Override
  public Pass forward(ParameterArrays parameters, CellState start, int[] given, Rounding rounding) {
    int size = parameters.hidden();
    Pass pass = right.forward(parameters, start, inputs.apply(given), rounding);
    double[] hidden = new double[(given.length + 1) * size];
    System.arraycopy(start.hidden(), 0, hidden, 0, size);
    for (int t = 0; t < given.length; t++) {
      int row = places.row(t, given.length);
      System.arraycopy(pass.hidden(), row * size, hidden, (t + 1) * size, size);
    }
    return new SequencePass(pass, hidden, places, size);
  }

  private record SequencePass(Pass right, double[] hidden, Places places, int size)
      implements Pass {

    @Override
    public CellState end() {
      return right.end();
    }

    /** The gradient by the start, which is constant, is dropped. */
    @Override
    public void backward(double[] hiddenGradient, ParameterArrays gradients) {
      int steps = hiddenGradient.length / size;
      double[] byState = new double[hiddenGradient.length];
      for (int t = 0; t < steps; t++) {
        int row = places.row(t, steps);
        if (row > 0) {
          System.arraycopy(hiddenGradient, t * size, byState, (row - 1) * size, size);
        }
      }
      right.backward(byState, gradients);
    }
  }
}
