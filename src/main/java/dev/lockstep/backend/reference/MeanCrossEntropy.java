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
    double[] stepLoss = new double[steps];
    Repetition repetition = Repetition.of(targets);
    boolean[] repeated = repetition.repeated(logits, vocabulary);
    for (int t = 0; t < steps; t++) {
      if (repeated[t]) {
        repetition.copyEarlier(softmax, vocabulary, t);
        repetition.copyEarlier(logitGradient, vocabulary, t);
        repetition.copyEarlier(stepLoss, 1, t);
        continue;
      }
      int row = t * vocabulary;
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
        softmax[row + v] = rounding.of(softmax[row + v] / sum);
        double oneHot = v == targets[t] ? 1 : 0;
        logitGradient[row + v] = rounding.of(rounding.of(softmax[row + v] - oneHot) / steps);
      }
      double logSum = rounding.elementary(Math.log(sum));
      stepLoss[t] = rounding.sum(logSum, largest, -logits[row + targets[t]]);
    }
    double loss = 0;
    for (int k = 0; k < steps; k++) {
      loss = rounding.addStep(loss, stepLoss[rounding.reverses() ? steps - 1 - k : k]);
    }
    return new Result(rounding.of(loss / steps), softmax, logitGradient);
  }
}
