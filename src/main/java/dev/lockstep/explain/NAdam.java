package dev.lockstep.explain;

import static dev.lockstep.explain.Setting.BETA1;
import static dev.lockstep.explain.Setting.BETA2;
import static dev.lockstep.explain.Setting.EPS;
import static dev.lockstep.explain.Setting.LR;
import static dev.lockstep.explain.Setting.MOMENTUM_DECAY;
import static dev.lockstep.explain.Setting.WEIGHT_DECAY;

import dev.lockstep.recording.TensorName;
import java.util.ArrayList;
import java.util.List;

/**
 * Adam with Nesterov's momentum (Dozat, 2016) as {@code torch.optim.NAdam} documents it.
 *
 * @param momentum how the momentum goes over the steps
 * @param decay where a weight decay enters
 */
public record NAdam(Momentum momentum, Decay decay) implements UpdateRule {
  // of the paper: the momentum of step t is beta1 (1 - 0.5 · 0.96^(t psi))
  private static final double BASE = 0.96;

  /** How the momentum goes over the steps. */
  public enum Momentum {
    /** It grows, as documented. */
    GROWING,
    /** It grows, and its product up to the next step holds this step's twice: PyTorch to 1.13. */
    GROWING_TWICE,
    /** It is always the same. */
    CONSTANT
  }

  @Override
  public String name() {
    return "nadam"
        + (momentum == Momentum.CONSTANT ? "-constant-momentum" : "")
        + (decay == Decay.DECOUPLED ? "-decoupled-decay" : "");
  }

  @Override
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>(List.of(LR, BETA1, BETA2, EPS));
    if (momentum != Momentum.CONSTANT) {
      settings.add(MOMENTUM_DECAY);
    }
    if (decay != Decay.NONE) {
      settings.add(WEIGHT_DECAY);
    }
    return settings;
  }

  @Override
  public List<String> states() {
    return List.of(TensorName.EXP_AVG, TensorName.EXP_AVG_SQ);
  }

  @Override
  public int departures() {
    return (momentum == Momentum.GROWING ? 0 : 1) + (decay == Decay.DECOUPLED ? 1 : 0);
  }

  @Override
  public Move move(Update update) {
    Rounded gradient = decay.gradient(update);
    double beta2 = update.of(BETA2);
    Rounded mean = update.keepMean(TensorName.EXP_AVG, update.of(BETA1), gradient);
    Rounded squares = update.keepMean(TensorName.EXP_AVG_SQ, beta2, gradient.squared());
    double product = 1;
    for (int step = 1; step <= update.count(); step++) {
      product *= momentum(update, step);
    }
    double now = momentum(update, update.count());
    double next = momentum(update, update.count() + 1);
    double twice = momentum == Momentum.GROWING_TWICE ? now : 1;
    double correction = Correction.PLAIN.of(beta2, update.count());
    Rounded denominator = squares.times(1 / correction).sqrt().plus(update.of(EPS));
    Move move =
        decay.move(
            update,
            gradient
                .times((1 - now) / (1 - product))
                .plus(mean.times(next / (1 - product * twice * next)))
                .dividedBy(denominator));
    // PyTorch takes the two parts off one after the other: one more rounding of the parameter
    return new Move(move.base().widened(1), move.direction());
  }

  private double momentum(Update update, int step) {
    double beta1 = update.of(BETA1);
    return momentum != Momentum.CONSTANT
        ? beta1 * (1 - 0.5 * Math.pow(BASE, step * update.of(MOMENTUM_DECAY)))
        : beta1;
  }
}
