package dev.lockstep.backend.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A recurrent cell bound to a session's arrays, with its forward pass over the whole text and its
 * back-propagation through time.
 */
interface Cell {

  /** Overwrites {@link #states()} from the parameters, starting at a zero state. */
  void forward();

  /** Overwrites the cell's gradients from {@link #upstream()} and what the forward pass left. */
  void backward();

  /** The hidden state before each step and after the last, [T+1, H]; row 0 is zero. */
  INDArray states();

  /**
   * Where the gradient of the loss that reaches each hidden state from outside the cell has to be
   * written before {@link #backward()}, [T, H]: row t belongs to the state after step t.
   */
  INDArray upstream();
}
