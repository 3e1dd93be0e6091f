package dev.lockstep.explain;

import static dev.lockstep.explain.Setting.BETA1;
import static dev.lockstep.explain.Setting.BETA2;
import static dev.lockstep.explain.Setting.EPS;
import static dev.lockstep.explain.Setting.LR;
import static dev.lockstep.explain.Setting.WEIGHT_DECAY;

import dev.lockstep.recording.TensorName;
import java.util.List;
import java.util.Optional;

/**
 * Adam (Kingma and Ba, 2015) with its descendants AdamW (Loshchilov and Hutter, 2019) and AMSGrad
 * (Reddi et al., 2018), as {@code torch.optim} documents them and as other libraries do.
 *
 * @param epsilon where epsilon is added
 * @param correction how the running means' start from zero is made up for
 * @param decay where a weight decay enters
 * @param amsgrad whether the largest mean of squares so far divides
 */
public record Adam(Epsilon epsilon, Correction correction, Decay decay, boolean amsgrad)
    implements UpdateRule {
  private static final String LARGEST = "max_exp_avg_sq";

  /** Where epsilon is added. */
  public enum Epsilon {
    /** To the root of the corrected mean of squares: PyTorch. */
    AFTER(""),
    /** To the root of the uncorrected mean, "epsilon hat": TensorFlow, DJL, ND4J. */
    HAT("-epsilon-hat"),
    /** To the corrected mean under its root: optax's {@code eps_root}. */
    ROOT("-epsilon-root");

    private final String suffix;

    Epsilon(String suffix) {
      this.suffix = suffix;
    }
  }

  @Override
  public String name() {
    String base =
        switch (decay) {
          case NONE, COUPLED -> "adam";
          case DECOUPLED, UNSCALED -> "adamw";
        };
    return base
        + epsilon.suffix
        + correction.suffix()
        + (decay == Decay.UNSCALED ? "-unscaled-decay" : "");
  }

  @Override
  public List<Setting> settings() {
    return decay == Decay.NONE
        ? List.of(LR, BETA1, BETA2, EPS)
        : List.of(LR, BETA1, BETA2, EPS, WEIGHT_DECAY);
  }

  @Override
  public List<String> states() {
    return amsgrad
        ? List.of(TensorName.EXP_AVG, TensorName.EXP_AVG_SQ, LARGEST)
        : List.of(TensorName.EXP_AVG, TensorName.EXP_AVG_SQ);
  }

  @Override
  public Optional<Mean> mean() {
    return Optional.of(new Mean(TensorName.EXP_AVG, BETA1, true));
  }

  @Override
  public int departures() {
    return (epsilon == Epsilon.AFTER ? 0 : 1)
        + (correction == Correction.PLAIN ? 0 : 1)
        + (decay == Decay.UNSCALED ? 1 : 0)
        + (amsgrad ? 1 : 0);
  }

  @Override
  public Move move(Update update) {
    Rounded gradient = decay.gradient(update);
    double beta1 = update.of(BETA1);
    double beta2 = update.of(BETA2);
    Rounded mean =
        update.keepMean(
            TensorName.EXP_AVG, correction.base(beta1), gradient, correction.added(beta1));
    Rounded squares =
        update.keepMean(
            TensorName.EXP_AVG_SQ,
            correction.base(beta2),
            gradient.squared(),
            correction.added(beta2));
    if (amsgrad) {
      squares = update.keep(LARGEST, update.state(LARGEST).max(squares));
    }
    int count = update.count();
    double first = correction.of(beta1, count);
    Rounded numerator = mean.times(1 / first).widenedBy(correction.leeway(beta1, count));
    double second = correction.of(beta2, count);
    Rounded denominator =
        denominator(squares, second, correction.leeway(beta2, count), update.of(EPS));
    return decay.move(update, numerator.dividedBy(denominator));
  }

  private Rounded denominator(Rounded squares, double correction, double leeway, double eps) {
    double root = 1 / Math.sqrt(correction);
    return switch (epsilon) {
      case AFTER -> squares.sqrt().times(root).widenedBy(leeway / 2).plus(eps);
      case HAT -> squares.sqrt().plus(eps).times(root).widenedBy(leeway / 2);
      case ROOT -> squares.times(1 / correction).widenedBy(leeway).plus(eps).sqrt();
    };
  }

  @Override
  public double leeway(Settings settings, int count) {
    return correction.leeway(settings.get(BETA1), count)
        + correction.leeway(settings.get(BETA2), count) / 2;
  }

  /** With float64 scalars: what float32 ones leave jumps from one float to the next. */
  @Override
  public UpdateRule smooth() {
    return correction.isFloat32() ? new Adam(epsilon, Correction.PLAIN, decay, amsgrad) : this;
  }
}
