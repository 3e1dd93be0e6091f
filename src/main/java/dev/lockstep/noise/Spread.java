package dev.lockstep.noise;

import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Bound;
import dev.lockstep.compare.StepBounds;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far randomly rounded runs of one epoch lie from the exact one, element by element.
 *
 * <p>The bound of an element is {@value #SAFETY} times the root mean square of its deviations. With
 * R runs of normally distributed deviations, a further run lies outside with the probability of
 * Student's t with R degrees of freedom, below 10^-10 at 32 runs. Where the largest deviation is
 * more than {@value #LARGEST_IF_NORMAL} times the root mean square, which normal ones hardly ever
 * are, the tail is long, as after a gradient has passed through zero under Adam or a unit through
 * the kink of relu; there the largest over {@value #LARGEST_IF_NORMAL} stands for the root mean
 * square. To that comes a rounding of the element itself, in float64 on either side, and twice the
 * smallest normal number of the format, below which formats, flush modes and exponentials differ.
 */
final class Spread {
  /** The bound as a multiple of the root mean square deviation. */
  static final double SAFETY = Bound.Noise.MULTIPLE;

  /**
   * From which ratio on the spread of the runs in another order is more than chance: the root mean
   * square of eight normal numbers passes it once in six times.
   */
  private static final double CLEARLY = 1.25;

  private static final TensorName LOSS = StepTensors.LOSS;

  /** How far the largest of 32 to 48 normal deviations lies out, in root mean squares. */
  private static final double LARGEST_IF_NORMAL = 4;

  private final Map<TensorName, Tensor> exact;
  private final Map<TensorName, Norms> deviations = new LinkedHashMap<>();
  private final double guess;
  private int runs;

  /**
   * No run yet.
   *
   * @param exact what the runs stray from
   * @param guess the loss of a guess, which a training may fall back to
   */
  Spread(StepRecord exact, double guess) {
    this(exact.tensors(), guess);
  }

  private Spread(Map<TensorName, Tensor> exact, double guess) {
    this.exact = exact;
    this.guess = guess;
    this.exact.forEach((quantity, tensor) -> deviations.put(quantity, new Norms(tensor.size())));
  }

  /** Takes in one more run of the same epoch. */
  void add(StepRecord run) {
    runs++;
    Map<TensorName, Tensor> rounded = run.tensors();
    deviations.forEach(
        (quantity, norms) -> {
          Tensor expected = exact.get(quantity);
          Tensor actual = rounded.get(quantity);
          for (int i = 0; i < expected.size(); i++) {
            norms.add(i, actual.get(i) - expected.get(i));
          }
        });
  }

  /** The spread over the runs of both. */
  Spread mergedWith(Spread other) {
    Spread merged = new Spread(exact, guess);
    merged.runs = runs + other.runs;
    merged.deviations.forEach(
        (quantity, norms) -> {
          norms.addAll(deviations.get(quantity));
          norms.addAll(other.deviations.get(quantity));
        });
    return merged;
  }

  /** The loss of a guess among all characters, of one among one a rounding. */
  static double lossOfAGuess(TrainingCase trainingCase) {
    int vocabulary = trainingCase.task().vocabularySize();
    return Math.max(Math.log(vocabulary), Precision.FLOAT32.unitRoundoff());
  }

  /** The bounds that the runs so far give. */
  StepBounds bounds(int epoch, NoiseModel noise) {
    return bounds(epoch, noise, this);
  }

  /**
   * The bounds that the runs so far give, and runs in another order where those clearly stray
   * further. There are none if the loss may stray by more than there is to lose: what the runs do
   * there depends on which side of a threshold a rounding has put them, and of a side that one run
   * in a thousand takes, some dozens of runs say nothing.
   */
  StepBounds bounds(int epoch, NoiseModel noise, Spread otherOrder) {
    Map<TensorName, Tensor> bounds = new LinkedHashMap<>();
    double lastRounding = noise.roundingTrainings() * noise.precision().unitRoundoff();
    double underflow = 2 * noise.precision().smallestNormal();
    deviations.forEach(
        (quantity, norms) -> {
          Tensor expected = exact.get(quantity);
          double[] allowed = new double[norms.size()];
          for (int i = 0; i < allowed.length; i++) {
            double inOrder = typical(quantity, i);
            double inOther = otherOrder.typical(quantity, i);
            double typical = inOther > CLEARLY * inOrder ? inOther : inOrder;
            allowed[i] =
                SAFETY * noise.scale() * typical
                    + lastRounding * Math.abs(expected.get(i))
                    + underflow;
          }
          bounds.put(quantity, Tensor.of(expected.shape(), allowed));
        });
    double atStake = Math.max(guess, exact.get(LOSS).get(0));
    return bounds.get(LOSS).get(0) < atStake
        ? StepBounds.of(epoch, bounds)
        : new StepBounds.Undecided(epoch);
  }

  /** The root mean square deviation of an element, or what stands for it where the tail is long. */
  private double typical(TensorName quantity, int element) {
    Norms norms = deviations.get(quantity);
    return Math.max(
        norms.of(element) / Math.sqrt(runs), norms.largest(element) / LARGEST_IF_NORMAL);
  }

  /** The root mean square deviation over all runs and elements of a tensor. */
  double rootMeanSquare(TensorName quantity) {
    Norms norms = deviations.get(quantity);
    double sum = 0;
    for (int i = 0; i < norms.size(); i++) {
      sum += norms.of(i) * norms.of(i);
    }
    return Math.sqrt(sum / runs / Math.max(1, norms.size()));
  }
}
