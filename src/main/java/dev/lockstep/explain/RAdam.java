package dev.lockstep.explain;

import static dev.lockstep.explain.Setting.BETA1;
import static dev.lockstep.explain.Setting.BETA2;
import static dev.lockstep.explain.Setting.EPS;
import static dev.lockstep.explain.Setting.LR;
import static dev.lockstep.explain.Setting.WEIGHT_DECAY;

import dev.lockstep.recording.TensorName;
import java.util.List;

/**
 * Rectified Adam (Liu et al., 2020) as {@code torch.optim.RAdam} documents it.
 *
 * @param decay where a weight decay enters
 */
public record RAdam(Decay decay) implements UpdateRule {
  // up to this length of the approximated average the variance is out of hand: no division
  private static final double TRACTABLE = 5;

  @Override
  public String name() {
    return decay == Decay.DECOUPLED ? "radam-decoupled-decay" : "radam";
  }

  @Override
  public List<Setting> settings() {
    return decay == Decay.NONE
        ? List.of(LR, BETA1, BETA2, EPS)
        : List.of(LR, BETA1, BETA2, EPS, WEIGHT_DECAY);
  }

  @Override
  public List<String> states() {
    return List.of(TensorName.EXP_AVG, TensorName.EXP_AVG_SQ);
  }

  @Override
  public int departures() {
    return decay == Decay.DECOUPLED ? 1 : 0;
  }

  @Override
  public Move move(Update update) {
    Rounded gradient = decay.gradient(update);
    double beta1 = update.of(BETA1);
    double beta2 = update.of(BETA2);
    int count = update.count();
    Rounded mean = update.keepMean(TensorName.EXP_AVG, beta1, gradient);
    Rounded squares = update.keepMean(TensorName.EXP_AVG_SQ, beta2, gradient.squared());
    Rounded corrected = mean.times(1 / Correction.PLAIN.of(beta1, count));
    double open = leeway(beta1, beta2, count);
    double length = length(beta2, count);
    if (!(length > TRACTABLE)) {
      return decay.move(update, corrected.widenedBy(open));
    }
    double factor = rectification(beta2, length) * Math.sqrt(Correction.PLAIN.of(beta2, count));
    Rounded denominator = squares.sqrt().plus(update.of(EPS));
    return decay.move(update, corrected.times(factor).dividedBy(denominator).widenedBy(open));
  }

  private static double longest(double beta2) {
    return 2 / (1 - beta2) - 1;
  }

  private static double length(double beta2, int count) {
    return longest(beta2) - taken(beta2, count);
  }

  private static double taken(double beta2, int count) {
    double remainder = Correction.PLAIN.of(beta2, count);
    return 2 * count * (1 - remainder) / remainder;
  }

  private static double rectification(double beta2, double length) {
    double longest = longest(beta2);
    return Math.sqrt(
        (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
  }

  @Override
  public double leeway(Settings settings, int count) {
    return leeway(settings.get(BETA1), settings.get(BETA2), count);
  }

  /** The length is a small difference of large numbers: what they leave open weighs the more. */
  private static double leeway(double beta1, double beta2, int count) {
    double first = Correction.PLAIN.leeway(beta1, count);
    double length = length(beta2, count);
    if (!(length > TRACTABLE)) {
      return first;
    }
    double second = Correction.PLAIN.leeway(beta2, count);
    double off = second * taken(beta2, count) + 2 * Math.ulp(longest(beta2));
    double moved = rectification(beta2, length + off) / rectification(beta2, length) - 1;
    return first + second / 2 + moved;
  }
}
