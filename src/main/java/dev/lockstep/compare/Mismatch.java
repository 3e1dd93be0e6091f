package dev.lockstep.compare;

import dev.lockstep.recording.Kind;
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

  /**
   * The element that says most of where a step parts: of activations, whose rows are steps of a
   * text, this one, the first, and of any other tensor the worst.
   */
  public Element telling() {
    return tensor.name().kind() == Kind.ACTIVATION ? element : tensor.worst().orElseThrow();
  }

  /** Where it lies: {@code step 3, gradient/head.weight [2, 1]}. */
  @Override
  public String toString() {
    return "step " + step + ", " + tensor.name() + " " + Arrays.toString(index());
  }
}
