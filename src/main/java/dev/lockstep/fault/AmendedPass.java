package dev.lockstep.fault;

import dev.lockstep.backend.reference.Cell;
import dev.lockstep.backend.reference.CellState;
import dev.lockstep.backend.reference.ParameterArrays;
import java.util.function.Consumer;

/**
 * A pass after whose backward pass the gradients are changed. As that is the last to write
 * gradients, those of the linear layer can be changed too.
 *
 * @param right the pass to change
 * @param amendment changes all gradients in place
 */
record AmendedPass(Cell.Pass right, Consumer<ParameterArrays> amendment) implements Cell.Pass {

  /** A cell whose every backward pass is followed by the amendment. */
  static Cell after(Cell right, Amendment amendment) {
    return (parameters, start, inputs, rounding) ->
        new AmendedPass(
            right.forward(parameters, start, inputs, rounding),
            gradients -> amendment.amend(gradients, rounding));
  }

  @Override
  public double[] hidden() {
    return right.hidden();
  }

  @Override
  public CellState end() {
    return right.end();
  }

  @Override
  public void backward(double[] hiddenGradient, ParameterArrays gradients) {
    right.backward(hiddenGradient, gradients);
    amendment.accept(gradients);
  }
}
