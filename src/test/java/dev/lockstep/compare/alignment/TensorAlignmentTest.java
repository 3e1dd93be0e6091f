package dev.lockstep.compare.alignment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.lockstep.compare.Alignment;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TensorAlignmentTest {
  private final Random random = new Random(43052);
  private final Trained expected = new Trained();
  private final Trained actual = new Trained();

  @Test
  void theSameNameAndShapeComeFirstThoughTheNumbersAreTransposed() {
    Tensor square = random(3, 3);
    expected.with("start/w", square);
    actual.with("start/w", Laid.transposed(square, 1, 0));
    assertEquals(List.of(), found());
    assertNotEquals(square, aligned("start/w"));
  }

  @Test
  void aTransposedKernelWithItsGatesInAnotherOrderIsFound() {
    Tensor kernel = random(8, 3);
    expected.with("start/weight_ih", kernel);
    Tensor gates = Laid.taken(kernel, 0, 0, 1, 4, 5, 6, 7, 2, 3);
    actual.with("start/kernel", Laid.transposed(gates, 1, 0));
    assertEquals(List.of("weight_ih = kernel: transposed, row blocks in order 0 3 1 2"), found());
    assertEquals(kernel, aligned("start/weight_ih"));
  }

  @Test
  void aFlattenedTensorIsFoundWhicheverWayItWasFlattened() {
    Tensor matrix = random(6, 4);
    Tensor flat = random(12);
    expected.with("start/matrix", matrix).with("start/flat", flat);
    actual
        .with("start/columns", Laid.reshaped(Laid.transposed(matrix, 1, 0), 24))
        .with("start/rows", Laid.reshaped(flat, 3, 4));
    assertEquals(
        List.of(
            "matrix = columns: reshaped [24] to [4, 6], transposed",
            "flat = rows: reshaped [3, 4] to [12]"),
        found());
  }

  @Test
  void aConvolutionKernelIsFoundInAnotherOrderOfTheAxes() {
    Tensor kernel = random(5, 3, 2, 2);
    expected.with("start/weight", kernel);
    actual.with("start/hwio", Laid.transposed(kernel, 2, 3, 1, 0));
    assertEquals(List.of("weight = hwio: axes in order 3 2 0 1"), found());
    assertEquals(kernel, aligned("start/weight"));
  }

  @Test
  void aFusedKernelIsFoundInItsParts() {
    Tensor query = random(2, 3);
    Tensor key = random(3, 3);
    expected.with("start/qk", Laid.joined(0, query, key));
    actual.with("start/q", Laid.transposed(query, 1, 0)).with("start/k", key);
    assertEquals(List.of("qk = q, k: concatenation of q (transposed) and k along axis 0"), found());
  }

  @Test
  void partsAreFoundInAFusedKernel() {
    Tensor ih = random(8, 2);
    Tensor hh = random(8, 3);
    expected.with("start/weight_ih", ih).with("start/weight_hh", hh);
    actual.with("start/kernel", Laid.transposed(Laid.joined(1, ih, hh), 1, 0));
    assertEquals(
        List.of(
            "weight_ih = kernel: rows 0..1 of kernel (transposed)",
            "weight_hh = kernel: rows 2..4 of kernel (transposed)"),
        found());
    assertEquals(hh, aligned("start/weight_hh"));
  }

  @Test
  void oneBiasForTwoIsTheirSumAndHasTheGradientOfEach() {
    Tensor one = random(4);
    Tensor other = random(4);
    Tensor gradient = random(4);
    for (String kind : List.of("start/", "parameter/")) {
      expected.with(kind + "bias_ih", one).with(kind + "bias_hh", other);
      actual.with(kind + "bias", one.plus(other).roundedTo(Precision.FLOAT32));
    }
    expected.with("gradient/bias_ih", gradient).with("gradient/bias_hh", gradient);
    actual.with("gradient/bias", gradient);
    assertEquals(List.of("bias_ih + bias_hh = bias: sum of bias_ih and bias_hh"), found());
    assertEquals(
        Set.of(
            "start/bias_ih + bias_hh",
            "parameter/bias_ih + bias_hh",
            "gradient/bias_ih",
            "gradient/bias_hh"),
        names(sides().actual()));
    assertEquals(gradient, aligned("gradient/bias_hh"));
    assertEquals(names(sides().expected()), names(sides().actual()));
  }

  @Test
  void twoBiasesForOneAreComparedWithItsGradientEachOnItsOwn() {
    Tensor one = random(4);
    Tensor other = random(4);
    expected.with("start/bias", one.plus(other)).with("gradient/bias", random(4));
    actual.with("start/bias_ih", one).with("start/bias_hh", other);
    actual.with("gradient/bias_ih", random(4)).with("gradient/bias_hh", random(4));
    assertEquals(
        Set.of("start/bias", "gradient/bias", "gradient/bias (bias_hh)"), names(sides().actual()));
    assertEquals(names(sides().expected()), names(sides().actual()));
  }

  @Test
  void theSecondBiasThatStartsAtZeroBelongsToTheSum() {
    Tensor bias = random(4);
    Tensor gradient = random(4);
    expected.with("start/bias_ih", bias).with("start/bias_hh", Tensor.zeros(Shape.of(4)));
    expected.with("gradient/bias_ih", gradient).with("gradient/bias_hh", gradient);
    actual.with("start/bias", bias).with("gradient/bias", gradient);
    assertEquals(
        List.of("bias_ih + bias_hh = bias: sum of bias_ih and bias_hh, which starts at zero"),
        found());
  }

  @Test
  void aSumIsEqualToItsAddendsAsFarAsRoundingLetsItBe() {
    Tensor one = random(50).map(x -> x / 3);
    Tensor other = random(50).map(x -> x / 7);
    Tensor sum =
        one.roundedTo(Precision.FLOAT32)
            .plus(other.roundedTo(Precision.FLOAT32))
            .roundedTo(Precision.FLOAT32);
    expected.with("start/a", one).with("start/b", other);
    actual.with("start/s", Laid.as(ElementType.F32, sum));
    assertEquals(one.plus(other), aligned("start/a + b"));
  }

  @Test
  void aSumThatIsOffByMoreThanRoundingIsNone() {
    Tensor one = random(4);
    Tensor other = random(4);
    expected.with("start/a", one).with("start/b", other);
    actual.with("start/s", one.plus(other).map(x -> x + 1e-15));
    assertEquals(List.of(), found());
  }

  @Test
  void biasesOfZerosFollowTheWeightsThatWereCutInTheSameWay() {
    Tensor[] weights = {random(2, 4), random(2, 4), random(2, 4)};
    Tensor[] gradients = {random(2), random(2), random(2)};
    expected.with("start/w", Laid.joined(0, weights)).with("start/b", Tensor.zeros(Shape.of(6)));
    expected.with("gradient/b", Laid.joined(0, gradients));
    for (int i : new int[] {2, 0, 1}) {
      actual.with("start/w" + i, weights[i]).with("start/b" + i, Tensor.zeros(Shape.of(2)));
      actual.with("gradient/b" + i, gradients[i]);
    }
    assertEquals(Laid.joined(0, gradients), aligned("gradient/b"));
  }

  @Test
  void gatesOfZerosFollowTheOrderThatTheWeightsShow() {
    Tensor kernel = random(8, 3);
    Tensor gradient = random(8);
    int[] order = {0, 1, 4, 5, 2, 3, 6, 7};
    expected.with("start/w", kernel).with("start/b", Tensor.zeros(Shape.of(8)));
    expected.with("gradient/b", gradient);
    actual.with("start/v", Laid.taken(kernel, 0, order)).with("start/c", Tensor.zeros(Shape.of(8)));
    actual.with("gradient/c", Laid.taken(gradient, 0, order));
    assertEquals(gradient, aligned("gradient/b"));
  }

  @Test
  void aBufferWithoutGradientIsToldByItsLaterValues() {
    Tensor zeros = Tensor.zeros(Shape.of(4));
    Tensor[] later = {random(4), random(4)};
    Tensor gradient = random(4);
    expected.with("start/mean0", zeros).with("start/mean1", zeros).with("start/bias", zeros);
    expected.with("parameter/mean0", later[0]).with("parameter/mean1", later[1]);
    expected.with("gradient/bias", gradient).with("parameter/bias", random(4));
    actual.with("start/shift", zeros).with("start/b", zeros).with("start/a", zeros);
    actual.with("parameter/a", later[0]).with("parameter/b", later[1]);
    actual.with("gradient/shift", gradient).with("parameter/shift", random(4));
    assertEquals(
        List.of(
            "mean0 = a: same numbers, chosen among 3 by gradient",
            "mean1 = b: same numbers, chosen among 3 by gradient",
            "bias = shift: same numbers, chosen among 3 by gradient"),
        found());
  }

  @Test
  void aSumWithItsGatesInAnotherOrderSaysSo() {
    Tensor one = random(6);
    Tensor other = random(6);
    expected.with("start/a", one).with("start/b", other);
    actual.with("start/s", Laid.taken(one.plus(other), 0, 4, 5, 0, 1, 2, 3));
    assertEquals(List.of("a + b = s: sum of a and b, blocks in order 1 2 0"), found());
  }

  @Test
  void gradientsTellThoughTheyAreAllTooLarge() {
    Tensor zeros = Tensor.zeros(Shape.of(4));
    Tensor small = random(4);
    Tensor large = small.map(x -> 24 * Math.abs(x));
    expected.with("start/small", zeros).with("gradient/small", small);
    expected.with("start/large", zeros).with("gradient/large", large);
    actual.with("start/a", zeros).with("gradient/a", large.map(x -> 24 * x));
    actual.with("start/b", zeros).with("gradient/b", small.map(x -> 24 * x));
    assertEquals(
        List.of(
            "small = b: same numbers, chosen among 2 by gradient",
            "large = a: same numbers, chosen among 2 by gradient"),
        found());
  }

  @Test
  void ofAParameterThatStartsElsewhereTheNearestIsTold() {
    Tensor kernel = random(2, 3);
    expected.with("start/w", kernel).with("start/alone", random(5));
    actual.with("start/far", random(3, 2));
    actual.with("start/near", Laid.transposed(kernel, 1, 0).map(x -> x * 1.001));
    assertEquals(
        List.of(
            "start/w: nothing on the actual side starts from these numbers; the nearest, near"
                + " (transposed), is off by 1.0e-03 of their size",
            "start/alone: nothing on the actual side starts from these numbers"),
        TensorAlignment.of(expected, actual).unpaired().stream().map(Unpaired::sentence).toList());
  }

  @Test
  void aSingleNumberOfStateIsComparedWithThatOfEachPart() {
    Tensor one = random(2, 3);
    Tensor other = random(2, 3);
    expected.with("start/w", Laid.joined(0, one, other));
    expected.with("optimizer/step/w", Tensor.scalar(1));
    actual.with("start/a", one).with("start/b", other);
    actual.with("optimizer/step/a", Tensor.scalar(1)).with("optimizer/step/b", Tensor.scalar(2));
    assertEquals(Tensor.scalar(1), aligned("optimizer/step/w"));
    assertEquals(Tensor.scalar(2), aligned("optimizer/step/w (b)"));
  }

  @Test
  void aLossOfAnotherShapeIsTheLossOfItsName() {
    expected.with("loss/loss", Tensor.scalar(1));
    actual.with("loss/loss", Shape.of(1), 7);
    assertEquals(List.of(), found());
    assertEquals(Set.of("loss/loss"), names(sides().actual()));
  }

  @Test
  void aLossOfAnotherNameIsTheOneWithAboutItsNumber() {
    expected.with("loss/loss", Tensor.scalar(1));
    actual.with("loss/far", Tensor.scalar(1.1)).with("loss/near", Tensor.scalar(1 + 1e-9));
    assertEquals(List.of("loss/loss = loss/near: alike to 1.0e-09 in the first step"), found());
    assertEquals(Set.of("loss/loss", "loss/far"), names(sides().actual()));
  }

  @Test
  void anActivationWithTheBatchOnAnotherAxisIsFound() {
    Tensor output = random(5, 2, 3);
    expected.with("activation/lstm", output);
    actual.with("activation/lstm", Laid.transposed(output, 1, 0, 2).map(x -> x * (1 + 1e-12)));
    assertEquals(
        List.of(
            "activation/lstm = activation/lstm: axes in order 1 0 2, alike to 1.0e-12 in the first step"),
        found());
  }

  @Test
  void anInputWithItsRowsInAnotherOrderIsOtherData() {
    Tensor data = random(4, 3);
    expected.with("input/x", data).with("input/y", random(2, 3));
    actual.with("input/data", Laid.taken(data, 0, 1, 0, 2, 3));
    assertEquals(List.of(), found());
  }

  @Test
  void anInputWithTheBatchOnAnotherAxisIsFound() {
    Tensor data = random(4, 3, 2);
    expected.with("input/x", data);
    actual.with("input/data", Laid.transposed(data, 2, 0, 1));
    assertEquals(List.of("input/x = input/data: axes in order 1 2 0, same numbers"), found());
  }

  @Test
  void whatHasNoPartnerStaysUnderItsOwnName() {
    expected.with("start/w", random(2, 3)).with("start/v", random(4));
    actual.with("start/w", random(3, 3)).with("start/u", random(4));
    assertEquals(Set.of("start/w", "start/v"), names(sides().expected()));
    assertEquals(Set.of("start/w", "start/u"), names(sides().actual()));
  }

  @Test
  void anActualTensorWhoseNameIsTakenIsToldApart() {
    Tensor kernel = random(2, 3);
    expected.with("start/w", kernel);
    actual.with("start/w", random(4, 4)).with("start/v", Laid.transposed(kernel, 1, 0));
    assertEquals(Set.of("start/w", "start/w (actual)"), names(sides().actual()));
    assertEquals(kernel, aligned("start/w"));
  }

  @Test
  void nanIsNeverTheSameNumber() {
    expected.with("start/w", Shape.of(2), Double.NaN, 1);
    actual.with("start/v", Shape.of(2), Double.NaN, 1);
    assertEquals(List.of(), found());
  }

  @Test
  void numbersAreTheSameOnceRoundedToTheCoarserType() {
    Tensor fine = random(3, 2).map(x -> x / 3);
    expected.with("start/w", fine);
    Tensor coarse = Laid.transposed(fine, 1, 0).map(ElementType.BF16::round);
    actual.with("start/v", Laid.as(ElementType.BF16, coarse));
    assertEquals(List.of("w = v: transposed"), found());
  }

  @Test
  void noiseIsLaidOutAsItsTensorsAre() {
    Tensor one = random(2, 3);
    Tensor other = random(2, 3);
    expected.with("start/w", Laid.joined(0, one, other)).with("gradient/w", random(4, 3));
    actual.with("start/a", one).with("start/b", other);
    actual.with("gradient/a", random(2, 3)).with("gradient/b", random(2, 3));
    Map<TensorName, Values> noise =
        Map.of(name("gradient/a"), Tensor.scalar(5), name("gradient/b"), other);
    Alignment.Sides laid =
        TensorAlignment.of(expected, actual).noise(new Alignment.Sides(Map.of(), noise), raw());
    Tensor fives = Tensor.zeros(Shape.of(2, 3)).map(x -> 5);
    assertEquals(Laid.joined(0, fives, other), Laid.read(laid.actual().get(name("gradient/w"))));
  }

  @Test
  void noiseOfASumIsTheSumOfTheNoises() {
    Tensor one = random(4);
    Tensor other = random(4);
    for (String kind : List.of("start/", "parameter/")) {
      expected.with(kind + "a", one).with(kind + "b", other);
      actual.with(kind + "s", one.plus(other));
    }
    Map<TensorName, Values> noise =
        Map.of(name("parameter/a"), Tensor.scalar(1), name("parameter/b"), one);
    Alignment.Sides laid =
        TensorAlignment.of(expected, actual).noise(new Alignment.Sides(noise, Map.of()), raw());
    assertEquals(one.map(x -> x + 1), Laid.read(laid.expected().get(name("parameter/a + b"))));
  }

  @Test
  void aPlaceIsToldInTheActualSidesOwnCoordinates() {
    Tensor kernel = random(2, 3);
    expected.with("start/w", kernel);
    actual.with("start/v", Laid.transposed(kernel, 1, 0));
    assertEquals(
        new Place("v", 3),
        TensorAlignment.of(expected, actual).actualPlace(name("start/w"), 4, raw()));
  }

  @Test
  void manyEqualTensorsAreToldApartByTheirGradients() {
    int count = 200;
    for (int i = 0; i < count; i++) {
      expected.with("start/e" + i, Tensor.zeros(Shape.of(1000)));
      actual.with("start/a" + i, Tensor.zeros(Shape.of(1000)));
      Tensor gradient = random(1000);
      expected.with("gradient/e" + i, gradient);
      actual.with("gradient/a" + (i * 7 % count), gradient);
    }
    Alignment.Sides sides = sides();
    sides
        .expected()
        .forEach((name, values) -> assertEquals(values, Laid.read(sides.actual().get(name))));
    assertEquals(sides.expected().keySet(), sides.actual().keySet());
  }

  private Tensor random(long... extents) {
    return Laid.random(random, extents);
  }

  private List<String> found() {
    return TensorAlignment.of(expected, actual).pairings().stream()
        .map(pairing -> pairing.expected() + " = " + pairing.actual() + ": " + pairing.how())
        .toList();
  }

  private Alignment.Sides raw() {
    return new Alignment.Sides(expected.step(1), actual.step(1));
  }

  private Alignment.Sides sides() {
    return TensorAlignment.of(expected, actual).tensors(raw());
  }

  private Tensor aligned(String name) {
    return Laid.read(sides().actual().get(name(name)));
  }

  private static TensorName name(String name) {
    return TensorName.parse(name).orElseThrow();
  }

  private static Set<String> names(Map<TensorName, Values> tensors) {
    return tensors.keySet().stream().map(TensorName::toString).collect(Collectors.toSet());
  }
}
