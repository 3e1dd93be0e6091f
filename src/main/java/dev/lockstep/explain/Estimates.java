package dev.lockstep.explain;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How far the samples of a group tell each setting: what least squares gives, widened by what
 * rounding the settings themselves may have shifted it. Settings that the rule does without count
 * as 0, with the width that they would have had.
 */
final class Estimates {
  /** How many standard deviations an interval reaches to each side. */
  private static final double DEVIATIONS = 5;

  // residuals of a few elements are small beside their bounds by luck; no less than this part
  private static final double LEAST_SPREAD = 0.05;

  private static final double TOLD = 0.3;
  private static final double TOLD_KEPT = 0.01;
  private static final double NO_DECAY = 5e-5;
  private static final double NOTHING = 0.01;
  private static final double SCALARS = 4;

  // a number between a half and 1 is rounded by up to a quarter of a unit; a root halves it
  private static final double OF_ROOT = 0.125;

  // float64 scalars leave a training in float32 this much room and less
  private static final double NO_LEEWAY = 1e-3;

  private final Group group;
  private final Fit fit;
  private final double spread;
  private final double unit;

  private Estimates(Group group) {
    this.group = group;
    this.fit = group.fit();
    double[] row = fit.residuals().weighted(0, fit.residuals());
    this.spread =
        DEVIATIONS * Math.max(LEAST_SPREAD, Math.sqrt(Fit.cost(row) / Math.max(1, row.length)));
    this.unit = group.samples().get(0).arithmetic().unit();
  }

  /** Whether a group's weight decay, if its rule has one, can be told from none. */
  static boolean hasVisibleDecay(Group group) {
    if (!group.fit().candidate().sought().contains(Setting.WEIGHT_DECAY)) {
      return true;
    }
    Map<Setting, Estimate> present = new EnumMap<>(Setting.class);
    new Estimates(group).addPresent(present);
    Estimate decay = present.get(Setting.WEIGHT_DECAY);
    return decay.low() > 0 || decay.high() < 0;
  }

  /** An estimate of every setting of the rule, and of those that it does without. */
  static Map<Setting, Estimate> of(Group group) {
    Estimates estimates = new Estimates(group);
    Map<Setting, Estimate> all = new EnumMap<>(Setting.class);
    all.put(Setting.LR, estimates.rate());
    estimates.addPresent(all);
    estimates.addAbsent(all);
    if (group.fit().candidate().rule() instanceof Lion) {
      LionBetas betas = LionBetas.of(group.samples());
      all.put(Setting.BETA1, within(Setting.BETA1, betas.best1(), betas.beta1()));
      all.put(Setting.BETA2, within(Setting.BETA2, betas.best2(), betas.beta2()));
    }
    return all;
  }

  private Estimate rate() {
    Jacobian jacobian = Jacobian.of(fit, group.samples(), 0);
    double value = fit.rates().get(fit.rates().firstKey());
    double own = fit.residuals().rateDeviation();
    double others = jacobian.rateDeviation() * Math.abs(value);
    double width = spread * Math.hypot(own, others) + scalars() * Math.abs(value);
    return estimate(Setting.LR, value, value - width, value + width);
  }

  private void addPresent(Map<Setting, Estimate> all) {
    List<Setting> sought = fit.candidate().sought();
    Jacobian jacobian = Jacobian.of(fit, group.samples(), 0);
    double[] deviations = jacobian.deviations();
    double[] leeway = leeway(jacobian, deviations.length);
    for (int k = 0; k < deviations.length; k++) {
      Setting setting = sought.get(k);
      double width = spread * deviations[k] + leeway[k];
      all.put(setting, around(setting, fit.settings().get(setting), width));
    }
  }

  /** How far settings may be off for the room that the rule leaves in each step's rate. */
  private double[] leeway(Jacobian jacobian, int settings) {
    double[] sum = new double[settings];
    for (Track.Step step : group.samples().get(0).steps()) {
      double part = fit.candidate().rule().leeway(fit.settings(), step.number());
      if (part > NO_LEEWAY * unit) {
        double[] shifts = jacobian.shifts(fit.residuals().weightedShare(step.number(), part));
        Arrays.setAll(sum, k -> sum[k] + shifts[k]);
      }
    }
    return sum;
  }

  private void addAbsent(Map<Setting, Estimate> all) {
    for (Candidate wider : wider()) {
      Fit same = Fit.at(wider, fit.settings(), group.samples(), 0);
      List<Setting> sought = wider.sought();
      double[] deviations = Jacobian.of(same, group.samples(), 0).deviations();
      for (int k = 0; k < deviations.length; k++) {
        Setting setting = sought.get(k);
        if (!fit.candidate().sought().contains(setting)) {
          all.merge(setting, around(setting, 0, spread * deviations[k]), Estimates::wider);
        }
      }
    }
  }

  /** The candidates that have one setting more, and are the same where that is 0. */
  private List<Candidate> wider() {
    List<Setting> settings = fit.candidate().sought();
    return Candidates.rules().stream()
        .filter(rule -> rule.departures() <= fit.candidate().rule().departures())
        .filter(rule -> !(rule instanceof Sgd sgd && sgd.isNesterov()) || hasMomentum())
        .filter(rule -> fit.candidate().momenta().isEmpty() || rule.mean().isPresent())
        .map(fit.candidate()::with)
        .filter(candidate -> candidate.sought().size() == settings.size() + 1)
        .filter(candidate -> Search.isRelated(candidate, fit.candidate()))
        .filter(candidate -> !candidate.sought().contains(Setting.INITIAL_ACCUMULATOR))
        .filter(
            candidate -> {
              double cost = Fit.at(candidate, fit.settings(), group.samples(), 1).cost();
              double here = Fit.at(fit.candidate(), fit.settings(), group.samples(), 1).cost();
              return Math.abs(cost - here) <= 1e-3 * here;
            })
        .toList();
  }

  // near 0 Nesterov's momentum acts as a larger rate does: it tells nothing of one that is absent
  private boolean hasMomentum() {
    return fit.candidate().sought().contains(Setting.MOMENTUM);
  }

  private static Estimate wider(Estimate one, Estimate other) {
    return one.high() - one.low() >= other.high() - other.low() ? one : other;
  }

  /**
   * How far rounded scalars shift a setting, as a part of it. Where a mean of squares is not
   * corrected, or by a float32 number, its size hangs on 1 - beta2, and beta2 itself is rounded.
   * Where it is, what the rounding of beta2 adds to a mean grows with every step that it remembers.
   */
  private double scalars() {
    UpdateRule rule = fit.candidate().rule();
    double shift = 0;
    if (rule instanceof RmsProp) {
      shift = unit / (1 - fit.settings().get(Setting.ALPHA));
    } else if (rule.settings().contains(Setting.BETA2) && !(rule instanceof Lion)) {
      double remembered = 1 / (1 - fit.settings().get(Setting.BETA2));
      boolean hangs =
          rule instanceof Adam adam
              && (adam.correction() == Correction.NONE || adam.correction().isFloat32());
      int steps = group.samples().get(0).steps().size();
      shift = hangs ? unit * remembered : OF_ROOT * unit * Math.min(steps, remembered);
    }
    return Math.max(SCALARS * unit, shift);
  }

  private Estimate around(Setting setting, double value, double width) {
    double rate = Math.abs(fit.rates().get(fit.rates().firstKey()));
    return switch (setting.scale()) {
      case KEPT -> {
        double left = 1 - value;
        yield estimate(
            setting,
            value,
            1 - left * Math.exp(Math.min(width, 700)) - unit,
            1 - left * Math.exp(-width) + unit);
      }
      case POSITIVE, SIZE -> {
        double wide = width + scalars() * value;
        yield estimate(setting, value, Math.max(0, value - wide), value + wide);
      }
      case LINEAR -> {
        double wide = width + SCALARS * unit * Math.abs(value) + (value == 0 ? 0 : ofFactor(rate));
        yield estimate(setting, value, value - wide, value + wide);
      }
    };
  }

  /** How far the rounding of 1 - lr · wd or 1 - wd, as a whole, shifts the decay. */
  private double ofFactor(double rate) {
    return switch (fit.candidate().rule().decay()) {
      case NONE, COUPLED -> 0;
      case DECOUPLED -> rate > 0 ? unit / rate : 0;
      case UNSCALED -> unit;
    };
  }

  private static Estimate within(Setting setting, double value, LionBetas.Range range) {
    return estimate(setting, value, range.low(), range.high());
  }

  private static Estimate estimate(Setting setting, double value, double low, double high) {
    double half = (high - low) / 2;
    boolean told =
        switch (setting.scale()) {
          case KEPT -> half <= TOLD * (1 - value) || half <= TOLD_KEPT;
          case POSITIVE, SIZE -> half <= TOLD * value;
          case LINEAR ->
              half <= TOLD * Math.abs(value)
                  || (low <= 0
                      && high >= 0
                      && half <= (setting == Setting.WEIGHT_DECAY ? NO_DECAY : NOTHING));
        };
    return new Estimate(value, low, high, told);
  }
}
