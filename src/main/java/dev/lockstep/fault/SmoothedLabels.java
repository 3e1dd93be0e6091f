package dev.lockstep.fault;

import dev.lockstep.backend.reference.Loss;
import dev.lockstep.backend.reference.Rounding;
import java.util.Arrays;

/**
 * PyTorch's cross-entropy with {@code label_smoothing}: of every target a part is spread over all
 * characters alike, so that the loss is the mean of the losses towards each character, weighted.
 *
 * @param part how much is spread, above 0 and below 1
 */
record SmoothedLabels(double part) implements Loss {

  @Override
  public Result of(double[] logits, int[] targets, int vocabulary, Rounding rounding) {
    Loss plain = Loss.meanCrossEntropy();
    Result sharp = plain.of(logits, targets, vocabulary, rounding);
    double kept = rounding.of(1 - part);
    double spread = rounding.of(part / vocabulary);
    double loss = rounding.of(kept * sharp.loss());
    double[] gradient = sharp.logitGradient().clone();
    Arrays.setAll(gradient, i -> rounding.of(kept * sharp.logitGradient()[i]));
    for (int v = 0; v < vocabulary; v++) {
      int[] everywhere = new int[targets.length];
      Arrays.fill(everywhere, v);
      Result towards = plain.of(logits, everywhere, vocabulary, rounding);
      loss = rounding.add(loss, rounding.of(spread * towards.loss()));
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = rounding.add(gradient[i], rounding.of(spread * towards.logitGradient()[i]));
      }
    }
    return new Result(loss, sharp.softmax(), gradient);
  }
}
