package dev.lockstep.compare;

import dev.lockstep.tensor.Tensor;
import dev.lockstep.trajectory.EpochRecord;
import dev.lockstep.trajectory.Quantity;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far randomly rounded runs of one epoch lie from the exact one, element by element.
 *
 * <p>The bound of an element is {@value #SAFETY} times the root mean square of its deviations. With
 * R runs of normally distributed deviations, a further run lies outside with the probability of
 * Student's t with R degrees of freedom, below 10^-10 at 32 runs; deviations with longer tails, as
 * after a gradient has passed through zero under Adam, still fit (measured in the tests). To that
 * comes the storing of the element itself, and the smallest normal number of the format, below
 * which formats and flush modes differ.
 */
final class Spread {
  /** The bound as a multiple of the root mean square deviation. */
  static final double SAFETY = 10;

  private final Map<Quantity, Tensor> exact;

  /**
   * The root of the sum of the squared deviations of every element; not the sum, because squares of
   * what a softmax may hold in float64 underflow.
   */
  private final Map<Quantity, double[]> roots = new LinkedHashMap<>();

  private int runs;

  Spread(EpochRecord exact) {
    this(exact.quantities());
  }

  private Spread(Map<Quantity, Tensor> exact) {
    this.exact = exact;
    this.exact.forEach((quantity, tensor) -> roots.put(quantity, new double[tensor.size()]));
  }

  /** Takes in one more run of the same epoch. */
  void add(EpochRecord run) {
    runs++;
    Map<Quantity, Tensor> rounded = run.quantities();
    roots.forEach(
        (quantity, norms) -> {
          Tensor expected = exact.get(quantity);
          Tensor actual = rounded.get(quantity);
          for (int i = 0; i < norms.length; i++) {
            norms[i] = Math.hypot(norms[i], actual.get(i) - expected.get(i));
          }
        });
  }

  /** The spread over the runs of both. */
  Spread mergedWith(Spread other) {
    Spread merged = new Spread(exact);
    merged.runs = runs + other.runs;
    merged.roots.forEach(
        (quantity, norms) -> {
          for (int i = 0; i < norms.length; i++) {
            norms[i] = Math.hypot(roots.get(quantity)[i], other.roots.get(quantity)[i]);
          }
        });
    return merged;
  }

  /** The bounds that the runs so far give. */
  EpochBounds bounds(int epoch, NoiseModel noise) {
    Map<Quantity, Tensor> bounds = new LinkedHashMap<>();
    roots.forEach(
        (quantity, norms) -> {
          Tensor expected = exact.get(quantity);
          double[] allowed = new double[norms.length];
          for (int i = 0; i < norms.length; i++) {
            allowed[i] =
                SAFETY * noise.scale() * norms[i] / Math.sqrt(runs)
                    + noise.storageError() * Math.abs(expected.get(i))
                    + noise.precision().smallestNormal();
          }
          bounds.put(quantity, Tensor.of(expected.shape(), allowed));
        });
    return new EpochBounds(epoch, bounds);
  }

  /** The root mean square deviation over all runs and elements of a tensor. */
  double rootMeanSquare(Quantity quantity) {
    double sum = 0;
    for (double root : roots.get(quantity)) {
      sum = Math.hypot(sum, root);
    }
    return sum / Math.sqrt((double) runs * Math.max(1, roots.get(quantity).length));
  }
}
