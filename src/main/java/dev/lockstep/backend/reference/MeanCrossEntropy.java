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
    double[] softmax = new double[logits.length];
    double[] logitGradient = new double[logits.length];
    double[] losses = new double[steps];
    Repetition repetition = Repetition.of(targets);
    boolean[] repeated = repetition.repeated(logits, vocabulary);
    for (int t = 0; t < steps; t++) {
      int row = t * vocabulary;
      if (repeated[t]) {
        int before = t - repetition.period();
        System.arraycopy(softmax, before * vocabulary, softmax, row, vocabulary);
        System.arraycopy(logitGradient, before * vocabulary, logitGradient, row, vocabulary);
        losses[t] = losses[before];
      } else {
        losses[t] = step(logits, row, targets[t], steps, softmax, logitGradient, rounding);
      }
    }
    double loss = 0;
    for (int k = 0; k < steps; k++) {
      int t = rounding.sums().ascending(k, steps);
      loss = rounding.addStep(loss, losses[t]);
    }
    return new Result(rounding.of(loss / steps), softmax, logitGradient);
  }

  /**
   * The formulas of one step, whose loss is returned.
   *
   * @param logits are read from {@code row}, [V]
   * @param softmax receives from {@code row} the softmax, [V]
   * @param logitGradient receives from {@code row} the gradient by the logits, [V]
   */
  private static double step(
      double[] logits,
      int row,
      int target,
      int steps,
      double[] softmax,
      double[] logitGradient,
      Rounding rounding) {
    int vocabulary = logits.length / steps;
    double largest = Double.NEGATIVE_INFINITY;
    for (int v = 0; v < vocabulary; v++) {
      largest = Math.max(largest, logits[row + v]);
    }
    double sum = 0;
    for (int v = 0; v < vocabulary; v++) {
      softmax[row + v] = rounding.elementary(Math.exp(rounding.of(logits[row + v] - largest)));
      sum = rounding.add(sum, softmax[row + v]);
    }
    for (int v = 0; v < vocabulary; v++) {
      double probability = rounding.of(softmax[row + v] / sum);
      double oneHot = v == target ? 1 : 0;
      softmax[row + v] = probability;
      logitGradient[row + v] = rounding.of(rounding.of(probability - oneHot) / steps);
    }
    double logSum = rounding.elementary(Math.log(sum));
    return rounding.sum(logSum, largest, -logits[row + target]);
  }
}
