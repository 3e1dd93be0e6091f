package dev.lockstep.explain;

import static dev.lockstep.explain.Setting.EPS;
import static dev.lockstep.explain.Setting.INITIAL_ACCUMULATOR;
import static dev.lockstep.explain.Setting.LR;
import static dev.lockstep.explain.Setting.LR_DECAY;
import static dev.lockstep.explain.Setting.WEIGHT_DECAY;

import java.util.ArrayList;
import java.util.List;

/**
 * Adagrad (Duchi et al., 2011) as {@code torch.optim.Adagrad} documents it.
 *
 * @param epsilon where epsilon is added
 * @param fading whether the rate falls by {@code 1 + (t - 1) · lr_decay}
 * @param filled whether the sum of squares starts from another number than 0
 * @param decay none or coupled
 */
public record Adagrad(Epsilon epsilon, boolean fading, boolean filled, Decay decay)
    implements UpdateRule {
  private static final String SUM = "sum";

  /** Where epsilon is added. */
  public enum Epsilon {
    /** To the root: PyTorch. */
    AFTER,
    /** Under the root: Keras. */
    ROOT,
    /** Somewhere, but too small to be seen beside what the sum starts from. */
    INVISIBLE
  }

  @Override
  public String name() {
    return epsilon == Epsilon.ROOT ? "adagrad-epsilon-root" : "adagrad";
  }

  @Override
  public List<Setting> settings() {
    List<Setting> settings = new ArrayList<>(List.of(LR));
    if (epsilon != Epsilon.INVISIBLE) {
      settings.add(EPS);
    }
    if (fading) {
      settings.add(LR_DECAY);
    }
    if (filled) {
      settings.add(INITIAL_ACCUMULATOR);
    }
    if (decay != Decay.NONE) {
      settings.add(WEIGHT_DECAY);
    }
    return settings;
  }

  @Override
  public List<String> states() {
    return List.of(SUM);
  }

  @Override
  public int departures() {
    return epsilon == Epsilon.ROOT ? 1 : 0;
  }

  @Override
  public Move move(Update update) {
    Rounded gradient = decay.gradient(update);
    Rounded before = update.state(SUM);
    if (filled && update.lacks(SUM)) {
      before = before.plus(update.of(INITIAL_ACCUMULATOR));
    }
    Rounded sum = update.keep(SUM, before.plus(gradient.squared()));
    double eps = update.of(EPS);
    Rounded denominator = epsilon == Epsilon.ROOT ? sum.plus(eps).sqrt() : sum.sqrt().plus(eps);
    double fall = 1 + (update.count() - 1) * update.of(LR_DECAY);
    return decay.move(update, gradient.dividedBy(denominator).times(1 / fall));
  }
}
