package dev.lockstep.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.cases.GoldenArray;
import dev.lockstep.compare.Element;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import org.junit.jupiter.api.Test;

class GoldenComparisonTest {
  private static final double ENVELOPE = 1e-6;

  @Test
  void aValuePassesUpToHalfAPrintedUnitPlusTheEnvelope() {
    // Half a unit of the second decimal is 0.005.
    GoldenComparison comparison = compare(0.505, 0.495001, 0.5050009, 0.5050011, 0.4949989);
    assertEquals(2, comparison.softmax().mismatches());
    Element first = comparison.softmax().first().orElseThrow();
    assertEquals(3, first.flat());
    assertEquals(0.005 + ENVELOPE, first.allowed(), 1e-18);
  }

  @Test
  void asPrintedCountsTheValuesThatRoundToThePrintedOnes() {
    // 0.505 and 0.495 lie between two printed values; the even neighbour is 0.50 in both cases.
    GoldenComparison comparison = compare(0.505, 0.495, 0.5049, 0.5051, 0.4949);
    assertEquals(3, comparison.asPrinted());
  }

  @Test
  void nanIsNeitherWithinNorAsPrinted() {
    GoldenComparison comparison = compare(0.5, Double.NaN, 0.5, 0.5, 0.5);
    assertEquals(1, comparison.softmax().mismatches());
    assertEquals(4, comparison.asPrinted());
  }

  @Test
  void rowsAreThoseFromTheFirstRowOn() {
    Tensor softmax = Tensor.of(Shape.of(4, 2), new double[] {9, 9, 0.1, 0.9, 0.2, 0.8, 9, 9});
    Tensor values = Tensor.of(Shape.of(2, 2), new double[] {0.1, 0.9, 0.3, 0.7});
    GoldenComparison comparison =
        GoldenComparison.of(new GoldenArray(1, 3, values), softmax, Tensor.zeros(softmax.shape()));
    assertEquals(4, comparison.softmax().compared());
    assertEquals(2, comparison.softmax().mismatches());
    assertEquals(2, comparison.softmax().first().orElseThrow().flat());
    assertEquals(2, comparison.asPrinted());
  }

  @Test
  void rowsThatTheTrainingLacksAreMismatches() {
    Tensor softmax = Tensor.of(Shape.of(2, 1), new double[] {0.5, 0.5});
    Tensor values = Tensor.of(Shape.of(3, 1), new double[] {0.5, 0.5, 0.5});
    GoldenArray golden = new GoldenArray(1, 1, values);
    GoldenComparison comparison =
        GoldenComparison.of(golden, softmax, Tensor.zeros(Shape.of(4, 1)));
    assertEquals(3, comparison.softmax().compared());
    assertEquals(2, comparison.softmax().mismatches());
    assertEquals(1, comparison.asPrinted());
  }

  @Test
  void ofATrainingWithoutAnyRowEverythingIsAMismatch() {
    GoldenArray golden = new GoldenArray(5, 1, Tensor.zeros(Shape.of(3, 2)));
    Tensor none = Tensor.zeros(Shape.of(0, 2));
    GoldenComparison comparison = GoldenComparison.of(golden, none, none);
    assertEquals(6, comparison.softmax().mismatches());
    assertEquals(0, comparison.asPrinted());
  }

  /** Compares one row of softmax with 0.50 throughout, printed with two decimals. */
  private static GoldenComparison compare(double... softmax) {
    Shape shape = Shape.of(1, softmax.length);
    Tensor printed = Tensor.zeros(shape).map(value -> 0.5);
    Tensor envelope = Tensor.zeros(shape).map(value -> ENVELOPE);
    return GoldenComparison.of(new GoldenArray(0, 2, printed), Tensor.of(shape, softmax), envelope);
  }
}
