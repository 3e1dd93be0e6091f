package dev.lockstep.compare;

import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far each element of an epoch may legitimately lie from the exact reference.
 *
 * @param epoch the number of the epoch, from 1
 * @param bounds for each tensor, one bound an element, 0 or more
 */
public record EpochBounds(int epoch, Map<TensorName, Tensor> bounds) {

  /**
   * Whether every bound is a number. Where one is not, rounding alone carries a training out of the
   * format's range or decides which way it goes, and nothing can be said of this epoch.
   */
  public boolean areFinite() {
    return bounds.values().stream()
        .allMatch(tensor -> Arrays.stream(tensor.toArray()).allMatch(Double::isFinite));
  }

  /** These bounds made infinite. */
  public EpochBounds lifted() {
    Map<TensorName, Tensor> lifted = new LinkedHashMap<>();
    bounds.forEach(
        (quantity, bound) -> lifted.put(quantity, bound.map(b -> Double.POSITIVE_INFINITY)));
    return new EpochBounds(epoch, lifted);
  }

  /**
   * How far two epochs may lie apart of which each may stray so far.
   *
   * @throws IllegalArgumentException if the other has other tensors
   */
  public EpochBounds plus(EpochBounds other) {
    if (!bounds.keySet().equals(other.bounds.keySet())) {
      throw new IllegalArgumentException("bounds of different tensors cannot be added");
    }
    Map<TensorName, Tensor> sums = new LinkedHashMap<>();
    bounds.forEach((quantity, bound) -> sums.put(quantity, bound.plus(other.bounds.get(quantity))));
    return new EpochBounds(epoch, sums);
  }
}
