package dev.lockstep.compare;

import java.util.Arrays;

/**
 * One element out of tolerance, with its place in the training.
 *
 * @param step the number of the step, from 1
 * @param tensor the result of the tensor that the element belongs to
 * @param element the element
 */
public record Mismatch(int step, TensorResult tensor, Element element) {

  /** The element's index along each extent. */
  public long[] index() {
    return tensor.shape().elements() == 0
        ? new long[0]
        : tensor.shape().indexOf(Math.min(element.flat(), tensor.shape().elements() - 1));
  }

  /** Where it lies: {@code step 3, gradient/head.weight [2, 1]}. */
  @Override
  public String toString() {
    return "step " + step + ", " + tensor.name() + " " + Arrays.toString(index());
  }
}
