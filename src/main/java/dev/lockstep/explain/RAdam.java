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
    double remainder = Correction.PLAIN.of(beta2, count);
    double longest = 2 / (1 - beta2) - 1;
    double length = longest - 2 * count * (1 - remainder) / remainder;
    if (!(length > TRACTABLE)) {
      return decay.move(update, corrected);
    }
    double rectification =
        Math.sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
    Rounded denominator = squares.sqrt().plus(update.of(EPS));
    return decay.move(
        update, corrected.times(rectification * Math.sqrt(remainder)).dividedBy(denominator));
  }
}
