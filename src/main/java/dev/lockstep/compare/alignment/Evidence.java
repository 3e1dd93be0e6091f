package dev.lockstep.compare.alignment;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What tells parameters apart that start from the same numbers: samples of their gradients in the
 * first steps, and of what has none, such as a running mean, its later values. Chooses among pairs
 * that reproduce the start exactly, and makes none.
 */
final class Evidence {
  private static final int SAMPLES = 256;

  private final List<Map<TensorName, Values>> expected;
  private final List<Map<TensorName, Values>> actual;
  private final boolean gradients;

  /**
   * @param expected tensors of the first steps
   * @param actual tensors of the same steps
   */
  Evidence(List<Map<TensorName, Values>> expected, List<Map<TensorName, Values>> actual) {
    this.expected = List.copyOf(expected);
    this.actual = List.copyOf(actual);
    this.gradients = hold(expected, Kind.GRADIENT) && hold(actual, Kind.GRADIENT);
  }

  /** A sample of what a recipe makes of the expected side's gradients. */
  double[] expected(Recipe recipe) {
    return sample(expected, recipe);
  }

  /** The same sample of the actual side's. */
  double[] actual(Recipe recipe) {
    return sample(actual, recipe);
  }

  /** Whether a sample holds any number. */
  static boolean says(double[] sample) {
    return Arrays.stream(sample).anyMatch(Double::isFinite);
  }

  /** NaN for what is not there: gradients, then what is known by its later values alone. */
  private double[] sample(List<Map<TensorName, Values>> steps, Recipe recipe) {
    int count = (int) Math.min(SAMPLES, recipe.shape().elements());
    double[] sample = new double[2 * count * steps.size()];
    Arrays.fill(sample, Double.NaN);
    for (int step = 0; step < steps.size(); step++) {
      Map<TensorName, Values> tensors = steps.get(step);
      int at = 2 * count * step;
      if (!gradients || !fill(sample, at, count, recipe, tensors, Kind.GRADIENT)) {
        fill(sample, at + count, count, recipe, tensors, Kind.PARAMETER);
      }
    }
    return sample;
  }

  private static boolean fill(
      double[] sample,
      int at,
      int count,
      Recipe recipe,
      Map<TensorName, Values> tensors,
      Kind kind) {
    if (!recipe.fits(name -> tensors.get(TensorName.of(kind, name)))) {
      return false;
    }
    Values values = recipe.apply(name -> tensors.get(TensorName.of(kind, name)));
    for (int i = 0; i < count; i++) {
      sample[at + i] = values.at(position(i, count, recipe.shape().elements()));
    }
    return true;
  }

  private static boolean hold(List<Map<TensorName, Values>> steps, Kind kind) {
    return steps.stream().anyMatch(s -> s.keySet().stream().anyMatch(n -> n.kind() == kind));
  }

  /** All elements of a small tensor; of a large one some, far from any regular grid. */
  private static long position(int i, int count, long elements) {
    return count == elements ? i : Math.floorMod(i * 0x9E3779B97F4A7C15L, elements);
  }

  /**
   * How far two samples are from being the same up to a factor, and, a thousand times less
   * important, from being the same: 0 for equal ones, about 1 for unrelated ones, and 1 more where
   * one has numbers and the other none.
   */
  static double distance(double[] expected, double[] actual) {
    double squaresExpected = 0;
    double squaresActual = 0;
    double products = 0;
    double differences = 0;
    double lacking = 0;
    for (int i = 0; i < Math.min(expected.length, actual.length); i++) {
      double one = expected[i];
      double other = actual[i];
      if (Double.isFinite(one) && Double.isFinite(other)) {
        squaresExpected += one * one;
        squaresActual += other * other;
        products += one * other;
        differences += (one - other) * (one - other);
      } else if (Double.isNaN(one) != Double.isNaN(other)) {
        lacking = 1;
      }
    }
    double larger = Math.max(squaresExpected, squaresActual);
    if (larger == 0) {
      return lacking;
    }
    double norms = Math.sqrt(squaresExpected) * Math.sqrt(squaresActual);
    double angle = norms == 0 ? 1 : 1 - products / norms;
    double distance = lacking + angle + 1e-3 * Math.min(1, Math.sqrt(differences / larger));
    // Coarser than rounding, so that what only rounding tells apart counts as equal.
    return Math.rint(distance * 1e6) / 1e6;
  }
}
