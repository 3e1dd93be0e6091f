package dev.lockstep.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Orders fits that all explain the same tracks: what leaves least first, unless it needs more
 * settings for it than noise is worth. Those whose weight decay lets parameters grow come last:
 * what rounding in one direction looks like is no sign of a rule that nobody uses.
 *
 * <p>Misfits are compared on one scale, for every element the smallest bound that one of the fits
 * claims, in units of what the best one leaves: each is then about chi-squared distributed, and a
 * setting that means nothing lowers it by about 1.
 */
final class Ranking {
  /** What an unnecessary setting would have to save by chance alone: 6 standard deviations. */
  private static final double SETTING = 40;

  private static final double DEPARTURE = 10;

  // every float64 scalar is rounded once too, all elements alike: float32 ones must explain far
  // more
  private static final double FLOAT32_SCALARS = 0.3;

  // below this part of a bound, residuals of a few elements are small by luck
  private static final double LEAST_SPREAD = 0.05;

  /**
   * A fit with its misfit.
   *
   * @param misfit the sum of squares, over what the best fit leaves of each on average
   * @param elements how many squares
   */
  record Ranked(Fit fit, double misfit, double elements) {

    private boolean letsGrow() {
      return fit.settings().get(Setting.WEIGHT_DECAY) < 0;
    }

    /** The misfit and what each setting costs. */
    double score() {
      UpdateRule rule = fit.candidate().rule();
      int settings = fit.candidate().sought().size();
      int rates = fit.candidate().scheduled() ? fit.rates().size() : 1;
      boolean float32 = rule instanceof Adam adam && adam.correction().isFloat32();
      return misfit
          + SETTING * (settings + rates)
          + DEPARTURE * rule.departures()
          + (float32 ? FLOAT32_SCALARS * elements : 0);
    }
  }

  private Ranking() {}

  /** The fits, the best explanation first. */
  static List<Ranked> of(List<Fit> fits) {
    Map<Place, double[]> scales = new HashMap<>();
    for (Fit fit : fits) {
      for (Residuals.Block block : parameters(fit)) {
        scales.merge(Place.of(block), bounds(fit, block), Ranking::smaller);
      }
    }
    List<double[]> sums = fits.stream().map(fit -> misfit(fit, scales)).toList();
    double least = sums.stream().mapToDouble(sum -> sum[0] / Math.max(1, sum[1])).min().orElse(1);
    double spread = Math.max(least, LEAST_SPREAD * LEAST_SPREAD);
    return IntStream.range(0, fits.size())
        .mapToObj(k -> new Ranked(fits.get(k), sums.get(k)[0] / spread, sums.get(k)[1]))
        .sorted(Comparator.comparing(Ranked::letsGrow).thenComparingDouble(Ranked::score))
        .toList();
  }

  private static List<Residuals.Block> parameters(Fit fit) {
    return fit.residuals().blocks().stream().filter(Residuals.Block::ofParameter).toList();
  }

  private static double[] bounds(Fit fit, Residuals.Block block) {
    double rate = fit.residuals().rate(block);
    double[] bounds = new double[block.rest().length];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = block.isBounded(i) ? block.bound(i, rate) : Double.POSITIVE_INFINITY;
    }
    return bounds;
  }

  private static double[] smaller(double[] left, double[] right) {
    double[] smaller = new double[left.length];
    for (int i = 0; i < left.length; i++) {
      smaller[i] = Math.min(left[i], right[i]);
    }
    return smaller;
  }

  /** The sum of squares, and of how many. */
  private static double[] misfit(Fit fit, Map<Place, double[]> scales) {
    double[] sum = new double[2];
    List<Double> freedoms = new ArrayList<>();
    for (Residuals.Block block : parameters(fit)) {
      double[] scale = scales.get(Place.of(block));
      double rate = rate(fit, block, scale);
      freedoms.add(freedom(fit, block, scale));
      for (int i = 0; i < scale.length; i++) {
        if (scale[i] < Double.POSITIVE_INFINITY && block.isBounded(i)) {
          double part = block.residual(i, rate) / scale[i];
          sum[0] += part * part;
          sum[1]++;
        }
      }
    }
    // a rate that is free lowers the sum by about one square, as a setting that means nothing does
    double square = sum[0] / Math.max(1, sum[1]);
    sum[0] += freedoms.stream().mapToDouble(freedom -> Math.min(square, freedom)).sum();
    return sum;
  }

  /** The most by which a rule's room in a block's rate lowers the sum of squares. */
  private static double freedom(Fit fit, Residuals.Block block, double[] scale) {
    double leeway = fit.candidate().rule().leeway(fit.settings(), block.step());
    double most = leeway * Math.abs(fit.residuals().rate(block));
    double squares = 0;
    for (int i = 0; i < scale.length; i++) {
      if (scale[i] < Double.POSITIVE_INFINITY && block.isBounded(i)) {
        double direction = block.direction()[i] / scale[i];
        squares += direction * direction;
      }
    }
    return most * most * squares;
  }

  /** A block's rate; of those that the rule leaves room for the one that leaves least. */
  private static double rate(Fit fit, Residuals.Block block, double[] scale) {
    double rate = fit.residuals().rate(block);
    double leeway = fit.candidate().rule().leeway(fit.settings(), block.step());
    if (leeway == 0) {
      return rate;
    }
    double products = 0;
    double squares = 0;
    for (int i = 0; i < scale.length; i++) {
      if (scale[i] < Double.POSITIVE_INFINITY && block.isBounded(i)) {
        double direction = block.direction()[i] / scale[i];
        products += direction * block.residual(i, rate) / scale[i];
        squares += direction * direction;
      }
    }
    double off = squares > 0 ? -products / squares : 0;
    double most = leeway * Math.abs(rate);
    return rate + Math.max(-most, Math.min(most, off));
  }

  private record Place(int track, int step) {
    static Place of(Residuals.Block block) {
      return new Place(block.track(), block.step());
    }
  }
}
