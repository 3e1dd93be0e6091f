package dev.lockstep.fault;

import dev.lockstep.backend.reference.Loss;
import dev.lockstep.backend.reference.Rounding;

/** The mean over all steps and characters of the squared distance of softmax and target. */
record SquaredError() implements Loss {

  @Override
  public Result of(double[] logits, int[] targets, int vocabulary, Rounding rounding) {
    double[] softmax = Loss.meanCrossEntropy().of(logits, targets, vocabulary, rounding).softmax();
    double[] gradient = new double[logits.length];
    double loss = 0;
    for (int t = 0; t < targets.length; t++) {
      int row = t * vocabulary;
      double[] bySoftmax = new double[vocabulary];
      double mean = 0;
      for (int v = 0; v < vocabulary; v++) {
        double distance = rounding.of(softmax[row + v] - (v == targets[t] ? 1 : 0));
        loss = rounding.add(loss, rounding.of(distance * distance));
        bySoftmax[v] = rounding.of(2 * distance / logits.length);
        mean = rounding.add(mean, rounding.of(bySoftmax[v] * softmax[row + v]));
      }
      for (int v = 0; v < vocabulary; v++) {
        gradient[row + v] = rounding.of(softmax[row + v] * rounding.of(bySoftmax[v] - mean));
      }
    }
    return new Result(rounding.of(loss / logits.length), softmax, gradient);
  }
}
