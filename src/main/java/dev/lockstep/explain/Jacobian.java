package dev.lockstep.explain;

import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * How the weighted residuals and the rate move with the settings, by difference quotients, gathered
 * into normal equations whose columns are scaled to length 1.
 */
final class Jacobian {
  // keeps equations solvable that determine a setting by less than 1e-7 of what another one does
  private static final double RIDGE = 1e-14;

  private final double[][] columns;
  private final double[][] products;
  private final double[] gradient;
  private final double[] lengths;

  /** The derivative of the first step's rate, relative to the rate, by each setting. */
  private final double[] rate;

  private Jacobian(
      double[][] columns, double[][] products, double[] gradient, double[] lengths, double[] rate) {
    this.columns = columns;
    this.products = products;
    this.gradient = gradient;
    this.lengths = lengths;
    this.rate = rate;
  }

  static Jacobian of(Fit fit, List<Track> tracks, double soft) {
    return of(fit, fit.candidate().sought(), tracks, soft);
  }

  /** By those settings, whether or not the candidate reads them by itself. */
  static Jacobian of(Fit fit, List<Setting> settings, List<Track> tracks, double soft) {
    int n = settings.size();
    double[] residuals = fit.residuals().weighted(soft, fit.residuals());
    Candidate smooth = fit.candidate().with(fit.candidate().rule().smooth());
    boolean isSmooth = smooth.equals(fit.candidate());
    Residuals near =
        isSmooth ? fit.residuals() : Residuals.of(smooth, fit.settings(), tracks, soft);
    double[] here = isSmooth ? residuals : near.weighted(soft, fit.residuals());
    double rateHere = mean(near);
    double[][] columns = new double[n][];
    double[] rate = new double[n];
    for (int k = 0; k < n; k++) {
      Setting setting = settings.get(k);
      double value = fit.settings().get(setting);
      double width = setting.scale().width(value);
      Settings moved = fit.settings().with(setting, setting.scale().moved(value, width));
      Residuals there = Residuals.of(smooth, moved, tracks, soft);
      columns[k] = there.weighted(soft, fit.residuals());
      for (int i = 0; i < here.length; i++) {
        columns[k][i] = (columns[k][i] - here[i]) / width;
      }
      rate[k] = (mean(there) / rateHere - 1) / width;
    }
    return gathered(columns, residuals, rate);
  }

  private static Jacobian gathered(double[][] columns, double[] residuals, double[] rate) {
    int n = columns.length;
    double[] lengths = new double[n];
    double[] gradient = new double[n];
    double[][] products = new double[n][n];
    for (int k = 0; k < n; k++) {
      double length = Math.sqrt(dot(columns[k], columns[k]));
      lengths[k] = Double.isFinite(length) ? length : 0;
    }
    for (int k = 0; k < n; k++) {
      boolean open = lengths[k] == 0;
      gradient[k] = open ? 0 : dot(columns[k], residuals) / lengths[k];
      for (int l = 0; l <= k; l++) {
        boolean apart = open || lengths[l] == 0;
        products[k][l] =
            k == l ? 1 : apart ? 0 : dot(columns[k], columns[l]) / (lengths[k] * lengths[l]);
        products[l][k] = products[k][l];
      }
    }
    return new Jacobian(columns, products, gradient, lengths, rate);
  }

  /**
   * Where least squares lead.
   *
   * @param moves of each setting on its scale
   * @param saved what they take off the sum of squares, as far as that is a parabola
   */
  record Step(double[] moves, double saved) {}

  /** The step that least squares asks for, the more cautious the larger the damping. */
  Step step(double damping) {
    int n = lengths.length;
    double[] moves = new double[n];
    if (n == 0) {
      return new Step(moves, 0);
    }
    ArrayRealVector slope = new ArrayRealVector(gradient);
    RealVector solved = solver(damping).solve(slope);
    for (int k = 0; k < n; k++) {
      moves[k] = lengths[k] == 0 ? 0 : -solved.getEntry(k) / lengths[k];
    }
    RealVector bent = new Array2DRowRealMatrix(products, false).operate(solved);
    return new Step(moves, 2 * slope.dotProduct(solved) - solved.dotProduct(bent));
  }

  /** How far each setting on its scale follows if the weighted residuals are off by so much. */
  double[] shifts(double[] off) {
    double[] shifts = new double[lengths.length];
    for (int k = 0; k < shifts.length; k++) {
      shifts[k] = lengths[k] == 0 ? 0 : dot(columns[k], off) / lengths[k];
    }
    if (shifts.length > 0) {
      shifts = solver(0).solve(new ArrayRealVector(shifts)).toArray();
    }
    for (int k = 0; k < shifts.length; k++) {
      shifts[k] = lengths[k] == 0 ? 0 : Math.abs(shifts[k]) / lengths[k];
    }
    return shifts;
  }

  /**
   * The standard deviation of each setting on its scale, if each weighted residual has that of 1;
   * infinite where nothing depends on it.
   */
  double[] deviations() {
    double[] deviations = new double[lengths.length];
    if (lengths.length > 0) {
      RealMatrix inverse = solver(0).getInverse();
      Arrays.setAll(
          deviations,
          k ->
              lengths[k] == 0
                  ? Double.POSITIVE_INFINITY
                  : Math.sqrt(inverse.getEntry(k, k)) / lengths[k]);
    }
    return deviations;
  }

  /** The same for the rate, relative to it: what the other settings' freedom adds to its own. */
  double rateDeviation() {
    int n = lengths.length;
    double[] scaled = new double[n];
    for (int k = 0; k < n; k++) {
      scaled[k] = lengths[k] == 0 ? 0 : rate[k] / lengths[k];
    }
    if (n == 0) {
      return 0;
    }
    ArrayRealVector vector = new ArrayRealVector(scaled);
    return Math.sqrt(Math.max(0, vector.dotProduct(solver(0).solve(vector))));
  }

  private DecompositionSolver solver(double damping) {
    for (double ridge = RIDGE; ; ridge *= 100) {
      Array2DRowRealMatrix matrix = new Array2DRowRealMatrix(products);
      RealMatrix damped = matrix.copy();
      for (int k = 0; k < products.length; k++) {
        damped.addToEntry(k, k, damping + ridge);
      }
      try {
        return new CholeskyDecomposition(damped, 1e-10, 0).getSolver();
      } catch (NonPositiveDefiniteMatrixException e) {
        if (ridge > 1) {
          throw e;
        }
      }
    }
  }

  private static double mean(Residuals residuals) {
    return residuals.rates().values().stream().mapToDouble(Double::doubleValue).average().orElse(0);
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }
}
