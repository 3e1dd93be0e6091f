package dev.lockstep.explain;

import static dev.lockstep.explain.Setting.ALPHA;
import static dev.lockstep.explain.Setting.EPS;
import static dev.lockstep.explain.Setting.LR;
import static dev.lockstep.explain.Setting.MOMENTUM;
import static dev.lockstep.explain.Setting.WEIGHT_DECAY;

import java.util.ArrayList;
import java.util.List;

/**
 * RMSprop as {@code torch.optim.RMSprop} documents it.
 *
 * @param epsilonInRoot whether epsilon is added under the root, as TensorFlow does
 * @param fromOne whether the mean of squares starts from 1 and not 0, as TensorFlow 1 does
 * @param centered whether the squared mean is taken off the mean of squares
 * @param momentum whether steps are gathered in a momentum buffer
 * @param decay none or coupled
 */
public record RmsProp(
    boolean epsilonInRoot, boolean fromOne, boolean centered, boolean momentum, Decay decay)
    implements UpdateRule {
  private static final String SQUARES = "square_avg";
  private static final String MEAN = "grad_avg";
  private static final String BUFFER = "momentum_buffer";

  @Override
  public String name() {
    return "rmsprop" + (epsilonInRoot ? "-epsilon-root" : "") + (fromOne ? "-from-one" : "");
  }

  @Override
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>(List.of(LR, ALPHA, EPS));
    if (momentum) {
      settings.add(MOMENTUM);
    }
    if (decay != Decay.NONE) {
      settings.add(WEIGHT_DECAY);
    }
    return settings;
  }

  @Override
  public List<String> states() {
    List<String> states = new ArrayList<>(List.of(SQUARES));
    if (centered) {
      states.add(MEAN);
    }
    if (momentum) {
      states.add(BUFFER);
    }
    return states;
  }

  @Override
  public int departures() {
    return (epsilonInRoot ? 1 : 0) + (fromOne ? 1 : 0) + (centered ? 1 : 0);
  }

  @Override
  public Move move(Update update) {
    Rounded gradient = decay.gradient(update);
    double alpha = update.of(ALPHA);
    Rounded before = update.state(SQUARES);
    if (fromOne && update.lacks(SQUARES)) {
      before = before.plus(1);
    }
    Rounded squares =
        update.keep(SQUARES, before.times(alpha).plus(gradient.squared().times(1 - alpha)));
    if (centered) {
      squares = squares.minus(update.keepMean(MEAN, alpha, gradient).squared());
    }
    double eps = update.of(EPS);
    Rounded denominator = epsilonInRoot ? squares.plus(eps).sqrt() : squares.sqrt().plus(eps);
    Rounded step = gradient.dividedBy(denominator);
    if (momentum) {
      step = update.keep(BUFFER, update.state(BUFFER).times(update.of(MOMENTUM)).plus(step));
    }
    return decay.move(update, step);
  }
}
