package dev.lockstep.compare;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementwiseComparisonTest {
  private static final TensorName NAME = TestRecording.name("gradient/w");

  /** The quick look at float32 finds what one element after the other would. */
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "7, 1",
    "8192, 1",
    "8193, 1",
    "50000, 1",
    "50000, 12",
    "2500000, 3",
    "50000, 1e-9"
  })
  void everyElementIsJudgedAsIfItWereAlone(int count, double scale) {
    Random random = new Random(count);
    double[] expected = new double[count];
    double[] actual = new double[count];
    double[] noise = new double[count];
    for (int i = 0; i < count; i++) {
      expected[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(6) - 3));
      noise[i] = (float) (Math.abs(expected[i]) * 1e-6 * (1 + random.nextDouble()));
      actual[i] = (float) (expected[i] + scale * 2 * noise[i] * random.nextGaussian());
    }
    for (int i : new int[] {0, count / 2, count - 1}) {
      actual[i] = (float) (expected[i] + 25 * noise[i]);
    }
    TensorResult result =
        ElementwiseComparison.of(
            NAME,
            TestRecording.of(ElementType.F32, expected),
            TestRecording.of(ElementType.F32, actual),
            noise(TestRecording.of(ElementType.F32, noise)));
    assertSame(alone(expected, actual, noise), result);
  }

  /** Noise below a last place leaves that place, also where the quick look would divide by less. */
  @Test
  void aLastPlaceIsAllowedWhereTheNoiseIsNarrower() {
    int count = 20_000;
    double[] expected = new double[count];
    double[] actual = new double[count];
    double[] noise = new double[count];
    for (int i = 0; i < count; i++) {
      expected[i] = 1 + i * 0x1p-20;
      actual[i] = expected[i] + 0x1p-23;
      noise[i] = 0x1p-30;
    }
    actual[count - 1] += 0x1p-23;
    TensorResult result =
        ElementwiseComparison.of(
            NAME,
            TestRecording.of(ElementType.F32, expected),
            TestRecording.of(ElementType.F32, actual),
            noise(TestRecording.of(ElementType.F32, noise)));
    assertSame(alone(expected, actual, noise), result);
  }

  private static Alone alone(double[] expected, double[] actual, double[] noise) {
    Alone alone = new Alone();
    for (int i = 0; i < expected.length; i++) {
      double allowed = Math.max(10 * noise[i], ElementType.F32.unitInLastPlace(expected[i]));
      Element element = new Element(i, actual[i], expected[i], allowed);
      alone.squares += element.excess() * element.excess();
      if (!element.isWithin()) {
        alone.mismatches++;
        alone.first = alone.first < 0 ? i : alone.first;
      }
      if (alone.worst == null || element.excess() > alone.worst.excess()) {
        alone.worst = element;
      }
    }
    alone.squares = Math.sqrt(alone.squares / expected.length);
    return alone;
  }

  private static void assertSame(Alone alone, TensorResult result) {
    assertAll(
        () -> assertEquals(alone.mismatches, result.mismatches()),
        () -> assertEquals(alone.first, result.first().orElseThrow().flat()),
        () -> assertEquals(alone.worst, result.worst().orElseThrow()),
        () -> assertEquals(1, result.rmsExcess() / alone.squares, 1e-4));
  }

  @Test
  void aNumberThatIsNotFiniteIsFoundAmongMany() {
    int count = 3_000_000;
    double[] expected = new double[count];
    double[] noise = new double[count];
    Arrays.fill(expected, 1);
    Arrays.fill(noise, 1e-6);
    double[] actual = expected.clone();
    actual[2_999_999] = Double.NaN;
    actual[1_048_576] = Double.NEGATIVE_INFINITY;
    TensorResult result =
        ElementwiseComparison.of(
            NAME,
            TestRecording.of(ElementType.F32, expected),
            TestRecording.of(ElementType.F32, actual),
            noise(TestRecording.of(ElementType.F32, noise)));
    assertAll(
        () -> assertEquals(2, result.mismatches()),
        () -> assertEquals(1_048_576, result.nonFinite().orElseThrow()),
        () -> assertEquals(Double.POSITIVE_INFINITY, result.maxExcess()));
  }

  @Test
  void boundsThatAreKnownElementByElementAreTaken() {
    Values allowed = Tensor.of(Shape.of(3), new double[] {0, 0.5, 1});
    TensorResult result =
        ElementwiseComparison.of(
            NAME,
            Tensor.zeros(Shape.of(3)),
            Tensor.of(Shape.of(3), new double[] {0, 0.5, 2}),
            new Bound.Within(allowed));
    assertAll(
        () -> assertEquals(1, result.mismatches()),
        () -> assertEquals(2, result.maxExcess()),
        () -> assertEquals(2, result.first().orElseThrow().flat()));
  }

  @Test
  void whatHasAnInfiniteBoundDoesNotPass() {
    Tensor three = Tensor.of(Shape.of(3), new double[] {1, 2, 3});
    Values allowed = three.map(value -> Double.POSITIVE_INFINITY);
    TensorResult result = ElementwiseComparison.of(NAME, three, three, new Bound.Within(allowed));
    assertAll(
        () -> assertEquals(3, result.mismatches()),
        () -> assertEquals(Double.POSITIVE_INFINITY, result.maxExcess()));
  }

  @Test
  void nanIsTheWorstAndNeverPassesOnEitherSide() {
    Tensor expected = Tensor.zeros(Shape.of(1, 3));
    Tensor actual = Tensor.of(Shape.of(1, 3), new double[] {1e9, Double.NaN, 1e9});
    Bound one = new Bound.Within(expected.map(value -> 1));
    TensorResult result = ElementwiseComparison.of(NAME, expected, actual, one);
    assertAll(
        () -> assertEquals(3, result.mismatches()),
        () -> assertEquals(1, result.worst().orElseThrow().flat()),
        () -> assertEquals(1, ElementwiseComparison.of(NAME, actual, actual, one).mismatches()));
  }

  @Test
  void rowsThatOneSideLacksAreMismatchesFromWhereTheyAreMissing() {
    Tensor longer = Tensor.zeros(Shape.of(3, 2));
    Tensor shorter = Tensor.zeros(Shape.of(1, 2));
    Bound none = new Bound.Tolerance(0, 1);
    for (TensorResult result :
        List.of(
            ElementwiseComparison.of(NAME, longer, shorter, none),
            ElementwiseComparison.of(NAME, shorter, longer, none))) {
      assertAll(
          () -> assertEquals(6, result.compared()),
          () -> assertEquals(4, result.mismatches()),
          () -> assertEquals(2, result.first().orElseThrow().flat()),
          () -> assertEquals(Double.POSITIVE_INFINITY, result.maxExcess()));
    }
  }

  @Test
  void noiseOfWhichTenTimesIsBeyondFloat32IsNoLicence() {
    TensorResult result =
        ElementwiseComparison.of(
            NAME,
            TestRecording.of(ElementType.F32, new double[] {1, 1}),
            TestRecording.of(ElementType.F32, new double[] {1, 2e38}),
            noise(TestRecording.of(ElementType.F32, new double[] {1e38, 1e38})));
    assertEquals(0.2, result.maxExcess(), 1e-6);
  }

  @Test
  void anEmptyTensorHasNothingToCompare() {
    Tensor empty = Tensor.zeros(Shape.of(0, 4));
    TensorResult result = ElementwiseComparison.of(NAME, empty, empty, new Bound.Within(empty));
    assertEquals(0, result.compared());
  }

  private static Bound noise(Values deviations) {
    return new Bound.Noise(List.of(deviations), ElementType.F32, Bound.Tolerance.NONE);
  }

  /** What one element after the other amounts to. */
  private static final class Alone {
    private long mismatches;
    private long first = -1;
    private Element worst;
    private double squares;
  }
}
