package dev.lockstep.explain;

import static dev.lockstep.explain.Setting.EPS;
import static dev.lockstep.explain.Setting.LR;
import static dev.lockstep.explain.Setting.RHO;
import static dev.lockstep.explain.Setting.WEIGHT_DECAY;

import java.util.List;

/**
 * Adadelta (Zeiler, 2012) as {@code torch.optim.Adadelta} documents it.
 *
 * @param decay none or coupled
 */
public record Adadelta(Decay decay) implements UpdateRule {
  private static final String SQUARES = "square_avg";
  private static final String STEPS = "acc_delta";

  @Override
  public String name() {
    return "adadelta";
  }

  @Override
  public List<Setting> settings() {
    return decay == Decay.NONE ? List.of(LR, RHO, EPS) : List.of(LR, RHO, EPS, WEIGHT_DECAY);
  }

  @Override
  public List<String> states() {
    return List.of(SQUARES, STEPS);
  }

  @Override
  public int departures() {
    return 0;
  }

  @Override
  public Move move(Update update) {
    Rounded gradient = decay.gradient(update);
    double rho = update.of(RHO);
    double eps = update.of(EPS);
    Rounded squares = update.keepMean(SQUARES, rho, gradient.squared());
    Rounded step =
        update.state(STEPS).plus(eps).sqrt().dividedBy(squares.plus(eps).sqrt()).times(gradient);
    update.keepMean(STEPS, rho, step.squared());
    return decay.move(update, step);
  }
}
