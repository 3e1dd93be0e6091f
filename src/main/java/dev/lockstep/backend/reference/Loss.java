package dev.lockstep.backend.reference;

/** A loss over the logits of T steps. */
public interface Loss {

  /**
   * The loss, the softmax and the gradient by the logits.
   *
   * @param logits [T, V]
   * @param targets the vocabulary index of each of the T targets
   * @param vocabulary V
   * @param rounding the number format
   */
  Result of(double[] logits, int[] targets, int vocabulary, Rounding rounding);

  /**
   * What a loss computed.
   *
   * @param loss the value to be lowered
   * @param softmax [T, V]
   * @param logitGradient the loss's gradient by the logits, [T, V]
   */
  record Result(double loss, double[] softmax, double[] logitGradient) {}

  /** {@code torch.nn.CrossEntropyLoss}: the mean over the steps. */
  static Loss meanCrossEntropy() {
    return new MeanCrossEntropy();
  }
}
