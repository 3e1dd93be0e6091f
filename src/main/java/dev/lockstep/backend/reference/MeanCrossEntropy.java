package dev.lockstep.backend.reference;

/**
 * The mean over the steps of {@code -log softmax(logits)[target]}, each row shifted by its largest
 * logit so that no exponential overflows. Its gradient by the logits is {@code (softmax - one-hot)
 * / T}.
 */
final class MeanCrossEntropy implements Loss {

  @Override
  public Result of(double[] logits, int[] targets, int vocabulary, Rounding rounding) {
    int steps = targets.length;
    int width = 2 * vocabulary + 1;
    double[] rows = new double[steps * width]; // [T, 2 V + 1]: softmax, gradient, loss
    Repetition repetition = Repetition.of(targets);
    repetition.fill(
        rows,
        width,
        repetition.repeated(logits, vocabulary),
        t -> step(logits, t * vocabulary, targets[t], steps, rows, t * width, rounding));
    double[] softmax = new double[logits.length];
    double[] logitGradient = new double[logits.length];
    for (int t = 0; t < steps; t++) {
      System.arraycopy(rows, t * width, softmax, t * vocabulary, vocabulary);
      System.arraycopy(rows, t * width + vocabulary, logitGradient, t * vocabulary, vocabulary);
    }
    double loss = 0;
    for (int k = 0; k < steps; k++) {
      int t = rounding.sums().ascending(k, steps);
      loss = rounding.addStep(loss, rows[(t + 1) * width - 1]);
    }
    return new Result(rounding.of(loss / steps), softmax, logitGradient);
  }

  /**
   * The formulas of one step.
   *
   * @param logits are read from {@code start}, [V]
   * @param out receives from {@code at} the softmax, [V], the gradient, [V], and the loss
   */
  private static void step(
      double[] logits, int start, int target, int steps, double[] out, int at, Rounding rounding) {
    int vocabulary = logits.length / steps;
    double largest = Double.NEGATIVE_INFINITY;
    for (int v = 0; v < vocabulary; v++) {
      largest = Math.max(largest, logits[start + v]);
    }
    double sum = 0;
    for (int v = 0; v < vocabulary; v++) {
      out[at + v] = rounding.elementary(Math.exp(rounding.of(logits[start + v] - largest)));
      sum = rounding.add(sum, out[at + v]);
    }
    for (int v = 0; v < vocabulary; v++) {
      double softmax = rounding.of(out[at + v] / sum);
      double oneHot = v == target ? 1 : 0;
      out[at + v] = softmax;
      out[at + vocabulary + v] = rounding.of(rounding.of(softmax - oneHot) / steps);
    }
    double logSum = rounding.elementary(Math.log(sum));
    out[at + 2 * vocabulary] = rounding.sum(logSum, largest, -logits[start + target]);
  }
}
