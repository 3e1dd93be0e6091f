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

  // a power, a difference and two products
  private static final double UNITS_OF_FACTOR = 3;

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
    int count = update.count();
    double product = product(update.settings(), count);
    double now = momentum(update.settings(), count);
    double next = momentum(update.settings(), count + 1);
    double twice = momentum == Momentum.GROWING_TWICE ? now : 1;
    double correction = Correction.PLAIN.of(beta2, count);
    Rounded denominator = squares.times(1 / correction).sqrt().plus(update.of(EPS));
    Move move =
        decay.move(
            update,
            gradient
                .times((1 - now) / (1 - product))
                .plus(mean.times(next / (1 - product * twice * next)))
                .dividedBy(denominator)
                .widenedBy(leeway(update.settings(), count)));
    // PyTorch takes the two parts off one after the other: one more rounding of the parameter
    return new Move(move.base().widened(1), move.direction());
  }

  private double product(Settings settings, int count) {
    double product = 1;
    for (int step = 1; step <= count; step++) {
      product *= momentum(settings, step);
    }
    return product;
  }

  private double momentum(Settings settings, int step) {
    double beta1 = settings.get(BETA1);
    return momentum != Momentum.CONSTANT
        ? beta1 * (1 - 0.5 * Math.pow(BASE, step * settings.get(MOMENTUM_DECAY)))
        : beta1;
  }

  @Override
  public double leeway(Settings settings, int count) {
    return Correction.leewayOf(product(settings, count), UNITS_OF_FACTOR * count)
        + Correction.PLAIN.leeway(settings.get(BETA2), count) / 2;
  }
}
