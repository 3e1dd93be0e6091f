package dev.lockstep.compare;

import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Values;
import java.util.function.UnaryOperator;

/**
 * Two tensors of which one should be the other.
 *
 * @param name the expected side's
 * @param expected what it should be
 * @param actual what the implementation computed, in the expected layout
 * @param bound how far an element may lie from the expected one
 */
public record TensorPair(TensorName name, Values expected, Values actual, Bound bound) {

  /** The two compared, element by element. */
  public TensorResult result() {
    return ElementwiseComparison.of(name, expected, actual, bound);
  }

  /** The same pair with something else expected, which may lie as far from it. */
  public TensorPair expecting(Values other) {
    return new TensorPair(name, other, actual, bound);
  }

  /**
   * The same pair with the expected numbers made into others, and the noise with them.
   *
   * @param change of the expected numbers
   * @param ofNoise how that changes root mean square deviations; may be given those of one element
   *     for all
   */
  public TensorPair changed(UnaryOperator<Values> change, UnaryOperator<Values> ofNoise) {
    Bound changed =
        bound instanceof Bound.Noise noise
            ? new Bound.Noise(
                noise.noises().stream().map(ofNoise).toList(), noise.coarser(), noise.atLeast())
            : bound;
    return new TensorPair(name, change.apply(expected), actual, changed);
  }

  /**
   * Reads some elements and what each may differ by.
   *
   * @param from the flat index of the first
   * @param into receives them
   * @param count how many
   */
  public void read(long from, Piece into, int count) {
    expected.read(from, into.expected(), count);
    actual.read(from, into.actual(), count);
    Allowance.of(bound).fill(from, into.expected(), into.allowed(), count);
  }

  /**
   * Room for some elements.
   *
   * @param expected what they should be
   * @param actual what they are
   * @param allowed what they may differ by; 0 where nothing is known
   */
  public record Piece(double[] expected, double[] actual, double[] allowed) {

    /** Room for as many elements. */
    public Piece(int count) {
      this(new double[count], new double[count], new double[count]);
    }
  }
}
