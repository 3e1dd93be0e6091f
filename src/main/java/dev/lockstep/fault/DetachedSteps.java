package dev.lockstep.fault;

import dev.lockstep.backend.reference.Cell;
import dev.lockstep.backend.reference.CellState;
import dev.lockstep.backend.reference.ParameterArrays;
import dev.lockstep.backend.reference.Rounding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A cell that takes the state before some steps as constant, so that nothing is propagated back
 * beyond them: the sequence is a chain of short sequences.
 *
 * @param right the cell
 * @param length how many steps a short sequence has, 1 or more; the last one may have fewer
 */
record DetachedSteps(Cell right, int length) implements Cell {

  @Override
  public Pass forward(
      ParameterArrays parameters, CellState start, int[] inputs, Rounding rounding) {
    int size = parameters.hidden();
    double[] hidden = new double[(inputs.length + 1) * size];
    System.arraycopy(start.hidden(), 0, hidden, 0, size);
    List<Pass> pieces = new ArrayList<>();
    CellState state = start;
    for (int from = 0; from < inputs.length; from += length) {
      int[] piece = Arrays.copyOfRange(inputs, from, Math.min(inputs.length, from + length));
      Pass pass = right.forward(parameters, state, piece, rounding);
      pieces.add(pass);
      state = pass.end();
      System.arraycopy(pass.hidden(), size, hidden, (from + 1) * size, piece.length * size);
    }
    return new DetachedPass(hidden, state, pieces, length * size);
  }

  private record DetachedPass(double[] hidden, CellState end, List<Pass> pieces, int width)
      implements Pass {

    @Override
    public void backward(double[] hiddenGradient, ParameterArrays gradients) {
      for (int k = pieces.size() - 1; k >= 0; k--) {
        int end = Math.min(hiddenGradient.length, (k + 1) * width);
        pieces.get(k).backward(Arrays.copyOfRange(hiddenGradient, k * width, end), gradients);
      }
    }
  }
}
