package dev.lockstep.golden;

import dev.lockstep.cases.GoldenArray;
import dev.lockstep.compare.Element;
import dev.lockstep.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/** Refuses comparisons that could not have failed. */
public final class Vacuity {
  private Vacuity() {}

  /**
   * Why a comparison with a published array would say nothing; empty if it says something.
   *
   * @param golden the array
   * @param steps how many steps the sequence has
   * @param envelope how far each element of the softmax may stray, [T, V]
   */
  public static Optional<String> of(GoldenArray golden, int steps, Tensor envelope) {
    int end = golden.firstRow() + golden.rows();
    if (golden.firstRow() < 0 || end > steps) {
      return Optional.of(
          "the expected rows "
              + golden.firstRow()
              + ".."
              + (end - 1)
              + " lie outside the sequence, whose rows are 0.."
              + (steps - 1));
    }
    return of("expected softmax", golden.values(), GoldenComparison.allowed(golden, envelope));
  }

  /**
   * Why a comparison would say nothing; empty if it says something.
   *
   * @param what is compared, as the sentence's subject
   * @param expected the expected values
   * @param allowed how far each may be missed, in the same shape
   */
  public static Optional<String> of(String what, Tensor expected, Tensor allowed) {
    double[] values = expected.toArray();
    if (values.length == 0) {
      return Optional.of("the " + what + " has no element, so nothing would be compared");
    }
    if (!Arrays.stream(values).allMatch(Double::isFinite)) {
      return Optional.of("the " + what + " holds NaN or infinity, which nothing can equal");
    }
    if (Arrays.stream(values).allMatch(value -> value == values[0])) {
      return Optional.of(
          "the " + what + " is " + values[0] + " throughout, which tells no two trainings apart");
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    for (int i = 0; i < values.length; i++) {
      if (!new Element(i, mean, values[i], allowed.get(i)).isWithin()) {
        return Optional.empty();
      }
    }
    return Optional.of(
        "the tolerance is wider than the signal: the constant "
            + mean
            + " would pass for the "
            + what);
  }
}
