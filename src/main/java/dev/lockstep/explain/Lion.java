package dev.lockstep.explain;

import static dev.lockstep.explain.Setting.BETA1;
import static dev.lockstep.explain.Setting.BETA2;
import static dev.lockstep.explain.Setting.LR;
import static dev.lockstep.explain.Setting.WEIGHT_DECAY;

import dev.lockstep.recording.TensorName;
import java.util.List;

/**
 * Lion (Chen et al., 2023): a step of the rate's own size, by the sign of a running mean.
 *
 * @param decay none or decoupled
 */
public record Lion(Decay decay) implements UpdateRule {

  @Override
  public String name() {
    return "lion";
  }

  @Override
  public List<Setting> settings() {
    return decay == Decay.NONE
        ? List.of(LR, BETA1, BETA2)
        : List.of(LR, BETA1, BETA2, WEIGHT_DECAY);
  }

  @Override
  public List<String> states() {
    return List.of(TensorName.EXP_AVG);
  }

  @Override
  public int departures() {
    return 0;
  }

  @Override
  public Move move(Update update) {
    double beta1 = update.of(BETA1);
    Rounded direction =
        update
            .state(TensorName.EXP_AVG)
            .times(beta1)
            .plus(update.gradient().times(1 - beta1))
            .sign();
    update.keepMean(TensorName.EXP_AVG, update.of(BETA2), update.gradient());
    return decay.move(update, direction);
  }

  /** Both factors: the signs that they decide have no slope to go down by. */
  @Override
  public Settings solved(Settings settings, List<Track> tracks) {
    LionBetas betas = LionBetas.of(tracks);
    return settings.with(BETA1, betas.best1()).with(BETA2, betas.best2());
  }
}
