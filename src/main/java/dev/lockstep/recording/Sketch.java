package dev.lockstep.recording;

import dev.lockstep.tensor.Values;
import java.util.stream.IntStream;

/**
 * A few numbers that stand for a tensor too large to keep: number j is the sum over all elements i,
 * in row-major order, of s(j, i) · x[i] in float64, where s is -1 or +1 as the lowest bit of
 * SplitMix64's output for j · 2^40 + i is 0 or 1. Such sums keep distances: the square of the
 * difference of two sketches is, in the mean, the square of the tensors' distance.
 *
 * <p>SplitMix64 is that of Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
 * 2014.
 */
public final class Sketch {
  /** What stands before the name of a tensor that is kept as a sketch. */
  public static final String PREFIX = "sketch/";

  private static final int CHUNK = 8192;
  private static final int STRIDE_BITS = 40;

  private Sketch() {}

  /**
   * The sketch of a tensor.
   *
   * @param values the tensor, of fewer than 2^40 elements
   * @param numbers how many numbers the sketch has
   * @return NaN or an infinity where the tensor's own make it so; zeros for an empty tensor
   */
  public static double[] of(Values values, int numbers) {
    long elements = values.shape().elements();
    double[] sums = new double[numbers];
    double[] chunk = new double[(int) Math.min(CHUNK, elements)];
    for (long from = 0; from < elements; from += CHUNK) {
      int count = (int) Math.min(CHUNK, elements - from);
      long first = from;
      values.read(from, chunk, count);
      IntStream.range(0, numbers)
          .parallel()
          .forEach(j -> sums[j] = sum(sums[j], ((long) j << STRIDE_BITS) + first, chunk, count));
    }
    return sums;
  }

  private static double sum(double start, long first, double[] chunk, int count) {
    double sum = start;
    for (int i = 0; i < count; i++) {
      sum += (mix(first + i) & 1) == 0 ? -chunk[i] : chunk[i];
    }
    return sum;
  }

  private static long mix(long x) {
    long z = x + 0x9E3779B97F4A7C15L;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }
}
