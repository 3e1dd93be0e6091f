package dev.lockstep.explain;

import static dev.lockstep.explain.Setting.BETA1;
import static dev.lockstep.explain.Setting.BETA2;
import static dev.lockstep.explain.Setting.EPS;
import static dev.lockstep.explain.Setting.LR;
import static dev.lockstep.explain.Setting.WEIGHT_DECAY;

import dev.lockstep.recording.TensorName;
import java.util.List;

/**
 * Adam by the infinity norm (Kingma and Ba, 2015) as {@code torch.optim.Adamax} documents it.
 *
 * @param epsilonOutside whether epsilon is added to the norm and not, as in PyTorch, to each
 *     gradient in it
 * @param decay none or coupled
 */
public record Adamax(boolean epsilonOutside, Decay decay) implements UpdateRule {
  private static final String NORM = "exp_inf";

  @Override
  public String name() {
    return epsilonOutside ? "adamax-epsilon-outside" : "adamax";
  }

  @Override
  public List<Setting> settings() {
    return decay == Decay.NONE
        ? List.of(LR, BETA1, BETA2, EPS)
        : List.of(LR, BETA1, BETA2, EPS, WEIGHT_DECAY);
  }

  @Override
  public List<String> states() {
    return List.of(TensorName.EXP_AVG, NORM);
  }

  @Override
  public int departures() {
    return epsilonOutside ? 1 : 0;
  }

  @Override
  public Move move(Update update) {
    Rounded gradient = decay.gradient(update);
    double beta1 = update.of(BETA1);
    double eps = update.of(EPS);
    Rounded mean = update.keepMean(TensorName.EXP_AVG, beta1, gradient);
    Rounded size = epsilonOutside ? gradient.abs() : gradient.abs().plus(eps);
    Rounded norm = update.keep(NORM, update.state(NORM).times(update.of(BETA2)).max(size));
    Rounded denominator = epsilonOutside ? norm.plus(eps) : norm;
    int count = update.count();
    Rounded step = mean.dividedBy(denominator).times(1 / Correction.PLAIN.of(beta1, count));
    return decay.move(update, step.widenedBy(Correction.PLAIN.leeway(beta1, count)));
  }

  @Override
  public double leeway(Settings settings, int count) {
    return Correction.PLAIN.leeway(settings.get(BETA1), count);
  }
}
