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
 * comes one rounding of the element itself, and the smallest normal number of the format, below
 * which formats and flush modes differ.
 */
final class Spread {
  /** The bound as a multiple of the root mean square deviation. */
  static final double SAFETY = 10;

  private final Map<Quantity, Tensor> exact;
  private final Map<Quantity, double[]> squares = new LinkedHashMap<>();
  private int runs;

  Spread(EpochRecord exact) {
    this(exact.quantities());
  }

  private Spread(Map<Quantity, Tensor> exact) {
    this.exact = exact;
    this.exact.forEach((quantity, tensor) -> squares.put(quantity, new double[tensor.size()]));
  }

  /** Takes in one more run of the same epoch. */
  void add(EpochRecord run) {
    runs++;
    Map<Quantity, Tensor> rounded = run.quantities();
    squares.forEach(
        (quantity, sums) -> {
          Tensor expected = exact.get(quantity);
          Tensor actual = rounded.get(quantity);
          for (int i = 0; i < sums.length; i++) {
            double deviation = actual.get(i) - expected.get(i);
            sums[i] += deviation * deviation;
          }
        });
  }

  /** The spread over the runs of both. */
  Spread mergedWith(Spread other) {
    Spread merged = new Spread(exact);
    merged.runs = runs + other.runs;
    merged.squares.forEach(
        (quantity, sums) -> {
          for (int i = 0; i < sums.length; i++) {
            sums[i] = squares.get(quantity)[i] + other.squares.get(quantity)[i];
          }
        });
    return merged;
  }

  /** The bounds that the runs so far give. */
  EpochBounds bounds(int epoch, NoiseModel noise) {
    Map<Quantity, Tensor> bounds = new LinkedHashMap<>();
    squares.forEach(
        (quantity, sums) -> {
          Tensor expected = exact.get(quantity);
          double[] allowed = new double[sums.length];
          for (int i = 0; i < sums.length; i++) {
            allowed[i] =
                SAFETY * noise.scale() * Math.sqrt(sums[i] / runs)
                    + noise.precision().unitRoundoff() * Math.abs(expected.get(i))
                    + noise.precision().smallestNormal();
          }
          bounds.put(quantity, Tensor.of(expected.shape(), allowed));
        });
    return new EpochBounds(epoch, bounds);
  }

  /** The root mean square deviation over all runs and elements of a tensor. */
  double rootMeanSquare(Quantity quantity) {
    double sum = 0;
    for (double square : squares.get(quantity)) {
      sum += square;
    }
    return Math.sqrt(sum / runs / Math.max(1, squares.get(quantity).length));
  }
}
