package dev.lockstep.explain;

import java.util.List;
import java.util.SortedMap;

/**
 * Settings with which a candidate leaves least of some tracks: weighted least squares by Levenberg
 * and Marquardt, on scales on which the settings are sought, with the rate projected out.
 *
 * @param candidate whose settings they are
 * @param settings all but the rate
 * @param residuals what they leave, with the rates that leave least
 * @param cost the sum of squared residuals, each over its (softened) bound
 */
record Fit(Candidate candidate, Settings settings, Residuals residuals, double cost) {
  private static final double FIRST_DAMPING = 1e-3;
  private static final double LEAST_DAMPING = 1e-12;
  private static final double MOST_DAMPING = 1e8;

  // what takes off no more than this part of the cost is not worth a step
  private static final double WORTHWHILE = 1e-6;

  private static final double LEAST_TOLD = 0.5;

  /** What is left at those settings. */
  static Fit at(Candidate candidate, Settings settings, List<Track> tracks, double soft) {
    Residuals residuals = Residuals.of(candidate, settings, tracks, soft);
    return new Fit(candidate, settings, residuals, cost(residuals.weighted(soft, residuals)));
  }

  /**
   * Goes downhill from here.
   *
   * @param soft as for the residuals
   * @param rounds at most so many steps
   */
  Fit improved(List<Track> tracks, double soft, int rounds) {
    return improved(candidate.sought(), tracks, soft, rounds);
  }

  /** The same by those settings alone. */
  Fit improved(List<Setting> sought, List<Track> tracks, double soft, int rounds) {
    Fit best = at(candidate, candidate.rule().solved(settings, tracks), tracks, soft);
    double damping = FIRST_DAMPING;
    for (int round = 0; round < rounds; round++) {
      Jacobian jacobian = Jacobian.of(best, sought, tracks, soft);
      Fit next = best;
      while (next == best) {
        Jacobian.Step step = jacobian.step(damping);
        if (damping >= MOST_DAMPING || step.saved() <= WORTHWHILE * best.cost) {
          return best;
        }
        Fit moved = best.moved(sought, step.moves(), tracks, soft);
        next = moved.cost < best.cost ? moved : best;
        damping = next == best ? damping * 10 : Math.max(damping / 10, LEAST_DAMPING);
      }
      boolean worthwhile = next.cost <= best.cost * (1 - WORTHWHILE);
      best = next;
      if (!worthwhile) {
        break;
      }
    }
    return best;
  }

  /** Goes downhill with firm bounds, and across what float32 scalars make jump. */
  Fit settled(List<Track> tracks, int rounds) {
    return WrittenBetas.near(improved(tracks, 0, rounds), tracks, rounds);
  }

  private Fit moved(List<Setting> sought, double[] step, List<Track> tracks, double soft) {
    Settings moved = settings;
    for (int k = 0; k < step.length; k++) {
      Setting setting = sought.get(k);
      moved = moved.with(setting, setting.scale().moved(settings.get(setting), step[k]));
    }
    return at(candidate, moved, tracks, soft);
  }

  static double cost(double[] row) {
    double sum = 0;
    for (double element : row) {
      sum += element * element;
    }
    return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
  }

  /** The largest residual over its bound; infinite where the rule leaves most of it open. */
  double excess() {
    return residuals.told() < LEAST_TOLD ? Double.POSITIVE_INFINITY : residuals.excess();
  }

  /** Whether nothing is left that rounding does not explain. */
  boolean explains() {
    return excess() <= 1;
  }

  SortedMap<Integer, Double> rates() {
    return residuals.rates();
  }
}
