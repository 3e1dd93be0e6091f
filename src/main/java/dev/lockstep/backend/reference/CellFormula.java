package dev.lockstep.backend.reference;

/**
 * One step of a recurrent cell and its derivative. A step hands one row of numbers to the next: the
 * hidden state, [H], and after it the cell state, [H], if the cell has one.
 */
public interface CellFormula {

  /** Whether a cell state is carried beside the hidden state. */
  default boolean carriesCellState() {
    return false;
  }

  /**
   * How many blocks of equally many rows of {@code weight_hh} are each multiplied with something of
   * their own.
   */
  default int hiddenBlocks() {
    return 1;
  }

  /**
   * What a block of {@code weight_hh} was multiplied with in a step: begins with [H] numbers, the
   * hidden state unless the formula says otherwise.
   */
  default double[] hiddenOperand(Step step, int block) {
    return step.before();
  }

  /**
   * Makes one step.
   *
   * @param parameters the cell's weights
   * @param projection the product of {@code weight_ih} with the input, plus {@code bias_ih}, [G·H]
   * @param before what the step before handed on
   * @param rounding the number format
   */
  Step forward(ParameterArrays parameters, double[] projection, double[] before, Rounding rounding);

  /**
   * Propagates a gradient back through a step.
   *
   * @param parameters the cell's weights
   * @param step the step
   * @param byAfter the loss's gradient by what the step handed on
   * @param rounding the number format
   */
  StepGradient backward(ParameterArrays parameters, Step step, double[] byAfter, Rounding rounding);

  /**
   * A step that was made.
   *
   * @param before what it was handed
   * @param after what it hands on
   * @param memory what else its derivative needs
   */
  record Step(double[] before, double[] after, double[] memory) {}

  /**
   * The loss's gradients in one step.
   *
   * @param byBefore by what the step was handed
   * @param byInput by the input product, [G·H]
   * @param byHidden by the hidden product, [G·H]
   */
  record StepGradient(double[] byBefore, double[] byInput, double[] byHidden) {}
}
