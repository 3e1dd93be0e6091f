package dev.lockstep.backend.nd4j;

import static dev.lockstep.model.ParameterLayout.BIAS;
import static dev.lockstep.model.ParameterLayout.WEIGHT;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The linear layer and the loss, over all steps at once. With hidden states h [T, H] and one-hot
 * targets Y [T, V]:
 *
 * <pre>
 *   logits  = h Wᵀ + b                          [T, V]
 *   s       = logits - the row's largest        [T, V]
 *   S       = Σ_v exp(s)                        [T]
 *   softmax = exp(s) / S                        [T, V]
 *   loss    = -1/T Σ Y ∘ (s - log S)
 * </pre>
 *
 * <p>ND4J's own {@code log_softmax} takes the logarithm of the softmax, which is infinite as soon
 * as the softmax is too small for the format.
 *
 * <p>The derivative of one row's cross-entropy by its logits is softmax - Y, so with
 *
 * <pre>
 *   d  = (softmax - Y) / T                      [T, V]
 *   dW = dᵀ h,  db = Σ_t d_t,  dh = d W
 * </pre>
 */
final class OutputLayer {
  private final INDArray logits;
  private final INDArray softmax;
  private final INDArray loss;
  private final Kernel forward;
  private final Kernel backward;

  OutputLayer(
      Arena arena, Text text, Cell cell, ParameterArrays parameters, ParameterArrays gradients) {
    Kernels kernels = new Kernels(arena);
    int steps = text.steps();
    long vocabulary = text.inputs().columns();
    INDArray hidden = Slices.rows(cell.states(), 1, steps + 1L);
    INDArray weight = parameters.get(WEIGHT);
    this.logits = arena.zeros(steps, vocabulary);
    this.softmax = arena.zeros(steps, vocabulary);
    this.loss = arena.zeros(1, 1);
    INDArray scratch = arena.zeros(steps, vocabulary);
    INDArray perStep = arena.zeros(steps);
    INDArray column = Slices.reshape(perStep, steps, 1);
    this.forward =
        Kernel.sequence(
            kernels.affine(hidden, weight.transpose(), parameters.get(BIAS), logits),
            kernels.maxOver(1, logits, perStep),
            kernels.subtract(logits, column, scratch),
            kernels.exp(scratch, softmax),
            kernels.sumOver(1, softmax, perStep),
            kernels.divide(softmax, column, softmax),
            kernels.log(perStep, perStep),
            kernels.subtract(scratch, column, scratch),
            kernels.product(
                Slices.reshape(scratch, 1, steps * vocabulary),
                Slices.reshape(text.targets(), steps * vocabulary, 1),
                loss),
            kernels.scale(-1.0 / steps, loss));
    this.backward =
        Kernel.sequence(
            kernels.subtract(softmax, text.targets(), scratch),
            kernels.scale(1.0 / steps, scratch),
            kernels.transposedProduct(scratch, hidden, gradients.get(WEIGHT)),
            kernels.sumOver(0, scratch, gradients.get(BIAS)),
            kernels.product(scratch, weight, cell.upstream()));
  }

  /** Overwrites logits, softmax and loss from the cell's states. */
  void forward() {
    forward.run();
  }

  /** Overwrites the layer's gradients and the cell's upstream gradient. */
  void backward() {
    backward.run();
  }

  /** The mean cross-entropy of the last forward pass. */
  double loss() {
    return loss.getDouble(0);
  }

  /** The logits of the last forward pass, [T, V]. */
  INDArray logits() {
    return logits;
  }

  /** The softmax of the last forward pass, [T, V]. */
  INDArray softmax() {
    return softmax;
  }
}
