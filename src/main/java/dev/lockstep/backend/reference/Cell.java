package dev.lockstep.backend.reference;

import dev.lockstep.cases.CellKind;

/** A recurrent cell run over a sequence of one-hot inputs. */
public interface Cell {

  /**
   * Runs the cell over the inputs from a given state.
   *
   * @param parameters the cell's weights
   * @param start the state before the first input, taken as constant by the backward pass
   * @param inputs the vocabulary index of each of the T inputs
   * @param rounding the number format
   */
  Pass forward(ParameterArrays parameters, CellState start, int[] inputs, Rounding rounding);

  /** Runs the cell over the inputs from the zero state. */
  default Pass forward(ParameterArrays parameters, int[] inputs, Rounding rounding) {
    return forward(parameters, CellState.zero(parameters.hidden()), inputs, rounding);
  }

  /** A forward pass that remembers what its backward pass needs. */
  interface Pass {

    /** The hidden states, [T + 1, H]; row 0 is the start, row t + 1 the state after step t. */
    double[] hidden();

    /** The state after the last input. */
    CellState end();

    /**
     * Back-propagates through time.
     *
     * @param hiddenGradient the loss's gradient by the hidden state after each step, [T, H]
     * @param gradients receives the gradients by the cell's weights, added to what it holds; a
     *     session calls this last, when the linear layer's gradients are complete
     */
    void backward(double[] hiddenGradient, ParameterArrays gradients);
  }

  /** PyTorch's cell of that kind. */
  static Cell of(CellKind kind) {
    return switch (kind) {
      case RNN -> new Unrolled(new RnnFormula(Activation.TANH));
      case RNN_RELU -> new Unrolled(new RnnFormula(Activation.RELU));
      case LSTM -> new Unrolled(new LstmFormula(Activation.TANH));
      case GRU -> new Unrolled(new GruFormula());
    };
  }
}
