package dev.lockstep.backend.reference;

import dev.lockstep.cases.CellKind;

/** A recurrent cell run over a whole sequence of one-hot inputs, from a zero state. */
public interface Cell {

  /**
   * Runs the cell over the inputs.
   *
   * @param parameters the cell's weights
   * @param inputs the vocabulary index of each of the T inputs
   * @param rounding the number format
   */
  Pass forward(ParameterArrays parameters, int[] inputs, Rounding rounding);

  /** A forward pass that remembers what its backward pass needs. */
  interface Pass {

    /** The hidden states, [T + 1, H]; row 0 is the zero state, row t + 1 the state after step t. */
    double[] hidden();

    /**
     * Back-propagates through time.
     *
     * @param hiddenGradient the loss's gradient by the hidden state after each step, [T, H]
     * @param gradients receives the gradients by the cell's weights, added to what it holds
     */
    void backward(double[] hiddenGradient, ParameterArrays gradients);
  }

  /** PyTorch's cell of that kind. */
  static Cell of(CellKind kind) {
    return switch (kind) {
      case RNN -> RnnCell.tanh();
      case RNN_RELU -> RnnCell.relu();
      case LSTM -> new LstmCell();
      case GRU -> new GruCell();
    };
  }
}
