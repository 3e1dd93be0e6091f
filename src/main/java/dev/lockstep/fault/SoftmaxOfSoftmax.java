package dev.lockstep.fault;

import dev.lockstep.backend.reference.Loss;
import dev.lockstep.backend.reference.Rounding;

/**
 * A loss that is given the softmax where it expects logits, so that the softmax is taken twice. The
 * softmax that is recorded is the first one.
 *
 * @param right the loss
 */
record SoftmaxOfSoftmax(Loss right) implements Loss {

  @Override
  public Result of(double[] logits, int[] targets, int vocabulary, Rounding rounding) {
    double[] softmax = right.of(logits, targets, vocabulary, rounding).softmax();
    Result twice = right.of(softmax, targets, vocabulary, rounding);
    double[] bySoftmax = twice.logitGradient();
    double[] byLogits = new double[logits.length];
    for (int row = 0; row < logits.length; row += vocabulary) {
      double mean = 0;
      for (int v = row; v < row + vocabulary; v++) {
        mean = rounding.add(mean, rounding.of(bySoftmax[v] * softmax[v]));
      }
      for (int v = row; v < row + vocabulary; v++) {
        byLogits[v] = rounding.of(softmax[v] * rounding.of(bySoftmax[v] - mean));
      }
    }
    return new Result(twice.loss(), softmax, byLogits);
  }
}
