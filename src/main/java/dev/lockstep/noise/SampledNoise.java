package dev.lockstep.noise;

import dev.lockstep.compare.Bound;
import dev.lockstep.recording.InvalidRecordingException;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.util.Arrays;
import java.util.List;

/**
 * The noise of a tensor from what it was in several runs of the same training, the expected one
 * among them.
 *
 * <p>Of n numbers with mean m and sample standard deviation s, a further one x of the same
 * distribution has |x - m| ≤ t·s·√(1 + 1/n) but for the probability to which Student's t belongs, n
 * - 1 degrees of freedom. It lies from the expected number e no further than that and |e - m|
 * together. This is a tenth of that sum: the bound is ten times the noise.
 *
 * @param expected the expected tensor
 * @param others the same tensor of the other runs, one or more, each of the same shape
 * @param name of the tensor, for messages
 */
record SampledNoise(Values expected, List<Values> others, String name) implements Values {
  private static final double LARGEST = 1e150;

  @Override
  public ElementType type() {
    return ElementType.F64;
  }

  @Override
  public Shape shape() {
    return expected.shape();
  }

  /**
   * @throws InvalidRecordingException if one of the runs has NaN or an infinity where the expected
   *     one has a number
   */
  @Override
  public void read(long from, double[] into, int count) {
    double[] first = new double[count];
    expected.read(from, first, count);
    double[] mean = first.clone();
    double[] squares = new double[count];
    double[] next = new double[count];
    for (int run = 0; run < others.size(); run++) {
      others.get(run).read(from, next, count);
      for (int i = 0; i < count; i++) {
        double before = next[i] - mean[i];
        mean[i] += before / (run + 2);
        squares[i] += before * (next[i] - mean[i]);
      }
    }
    int degrees = others.size();
    double factor = StudentFactor.of(degrees) * Math.sqrt((1 + 1.0 / (degrees + 1)) / degrees);
    for (int i = 0; i < count; i++) {
      double bound = factor * Math.sqrt(squares[i]) + Math.abs(first[i] - mean[i]);
      into[i] = Double.isFinite(first[i]) ? bound / Bound.Noise.MULTIPLE : 0;
      if (!(into[i] <= LARGEST)) {
        throw new InvalidRecordingException(
            "--noise: "
                + name
                + ": found NaN, an infinity or too large a number at "
                + Arrays.toString(shape().indexOf(from + i))
                + "; allowed: recordings of the same training, all of finite numbers");
      }
    }
  }
}
