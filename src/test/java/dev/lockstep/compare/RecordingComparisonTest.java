package dev.lockstep.compare;

import static dev.lockstep.compare.Verdict.DIVERGENT;
import static dev.lockstep.compare.Verdict.EQUIVALENT;
import static dev.lockstep.compare.Verdict.ERROR;
import static dev.lockstep.compare.Verdict.INCONCLUSIVE;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.compare.TensorResult.Standing;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Sketch;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingComparisonTest {

  @Test
  void anElementMayDifferByTenTimesTheNoiseOfBothSides() {
    TestRecording expected = new TestRecording().with(1, "loss/a", 1, 1).noise(1, "loss/a", 3, 3);
    TestRecording within = new TestRecording().with(1, "loss/a", 1, 51).noise(1, "loss/a", 4);
    TestRecording beyond = new TestRecording().with(1, "loss/a", 1, 51.1).noise(1, "loss/a", 4);
    ComparisonResult result = compare(expected, beyond);
    assertAll(
        () -> assertEquals(0, compare(expected, within).mismatches()),
        () -> assertEquals(1, result.mismatches()),
        () -> assertEquals(DIVERGENT, result.verdict()),
        () -> assertEquals(50, result.divergence().orElseThrow().element().allowed(), 1e-9),
        () -> assertEquals(50.1 / 50, result.maxExcess(), 1e-6));
  }

  @Test
  void noiseOfTheActualSideAloneServesToo() {
    TestRecording expected = new TestRecording().with(1, "loss/a", 100);
    assertEquals(
        EQUIVALENT,
        verdict(expected, new TestRecording().with(1, "loss/a", 109).noise(1, "loss/a", 1)));
    assertEquals(
        DIVERGENT,
        verdict(expected, new TestRecording().with(1, "loss/a", 111).noise(1, "loss/a", 1)));
  }

  @Test
  void aUnitInTheLastPlaceOfTheCoarserTypeMayAlwaysDiffer() {
    TestRecording expected =
        new TestRecording()
            .with(1, "loss/a", TestRecording.of(ElementType.F64, 1.5))
            .noise(1, "loss/a", 0);
    assertEquals(
        EQUIVALENT, verdict(expected, new TestRecording().with(1, "loss/a", 1.5 + 0x1p-23)));
    assertEquals(
        DIVERGENT, verdict(expected, new TestRecording().with(1, "loss/a", 1.5 + 0x1p-22)));
    assertEquals(
        EQUIVALENT,
        verdict(
            expected,
            new TestRecording()
                .with(1, "loss/a", TestRecording.of(ElementType.BF16, 1.5 + 0x1p-7))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"start/w", "input/x"})
  void whatWasGivenIsEqualOnceRoundedToTheCoarserTypeOrDiverges(String name) {
    TestRecording expected =
        new TestRecording()
            .with(1, "loss/a", 1)
            .with(1, name, TestRecording.of(ElementType.F64, 0.1, 0.2))
            .noise(1, name, 100);
    assertAll(
        () ->
            assertEquals(
                EQUIVALENT,
                verdict(
                    expected, new TestRecording().with(1, "loss/a", 1).with(1, name, 0.1, 0.2))),
        () ->
            assertEquals(
                DIVERGENT,
                verdict(
                    expected,
                    new TestRecording()
                        .with(1, "loss/a", 1)
                        .with(1, name, 0.1, Math.nextUp(0.2f)))));
  }

  @Test
  void integersAreEqualToTheLastOfSixtyFourBits() {
    long large = (1L << 60) + 1;
    TestRecording expected = new TestRecording().with(1, "activation/argmax", new Longs(7, large));
    TestRecording actual =
        new TestRecording().with(1, "activation/argmax", new Longs(7, large + 1));
    ComparisonResult result = compare(expected, actual);
    assertAll(
        () -> assertEquals(EQUIVALENT, verdict(expected, expected)),
        () -> assertEquals(DIVERGENT, result.verdict()),
        () -> assertEquals(1, result.mismatches()),
        () -> assertEquals(Double.POSITIVE_INFINITY, result.maxExcess()),
        () -> assertArrayEquals(new long[] {1}, result.divergence().orElseThrow().index()));
  }

  @Test
  void aTensorWithoutNoiseThatDiffersIsNotJudged() {
    TestRecording expected =
        new TestRecording().with(1, "loss/a", 1).with(1, "loss/b", 1, 2).noise(1, "loss/a", 0.01);
    ComparisonResult result =
        compare(expected, new TestRecording().with(1, "loss/a", 1).with(1, "loss/b", 1, 2.5));
    assertAll(
        () -> assertEquals(INCONCLUSIVE, result.verdict()),
        () ->
            assertEquals(List.of(TestRecording.name("loss/b")), result.names(Standing.NOT_JUDGED)),
        () -> assertEquals(1, result.compared()),
        () -> assertEquals(Optional.empty(), result.divergence()),
        () -> assertEquals(1, result.firstDifference().orElseThrow().element().flat()),
        () ->
            assertEquals(
                DIVERGENT,
                verdict(
                    expected, new TestRecording().with(1, "loss/a", 2).with(1, "loss/b", 1, 2.5)),
                "something else diverges"));
  }

  @Test
  void withoutNoiseOnlyEqualBitsAreEquivalent() {
    TestRecording expected = new TestRecording().with(1, "loss/a", 0.0, 1);
    assertAll(
        () -> assertEquals(EQUIVALENT, verdict(expected, expected)),
        () ->
            assertEquals(
                INCONCLUSIVE, verdict(expected, new TestRecording().with(1, "loss/a", -0.0, 1))),
        () ->
            assertEquals(
                INCONCLUSIVE,
                verdict(expected, new TestRecording().with(1, "loss/a", 0.0, Math.nextUp(1f)))));
  }

  @Test
  void aToleranceThatSomebodyChoseJudgesWhatHasNoNoise() {
    ComparisonSettings settings =
        new ComparisonSettings(
            List.of(), Optional.of(new Bound.Tolerance(0.01, 0.5)), Alignment.BY_NAME);
    TestRecording expected = new TestRecording().with(1, "loss/a", 100);
    assertAll(
        () ->
            assertEquals(
                EQUIVALENT,
                RecordingComparison.of(
                        expected, new TestRecording().with(1, "loss/a", 101.5), settings)
                    .verdict()),
        () ->
            assertEquals(
                DIVERGENT,
                RecordingComparison.of(
                        expected, new TestRecording().with(1, "loss/a", 101.6), settings)
                    .verdict()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsNotFiniteNeverPassesNotEvenWhereBothSidesHaveIt(double value) {
    TestRecording expected =
        new TestRecording()
            .with(1, "activation/a", 1, value)
            .with(1, "loss/a", 1)
            .noise(1, "activation/a", 5, 5);
    TestRecording withoutNoise =
        new TestRecording().with(1, "activation/a", 1, value).with(1, "loss/a", 1);
    for (TestRecording side : List.of(expected, withoutNoise)) {
      ComparisonResult result = compare(side, side);
      assertAll(
          () -> assertEquals(DIVERGENT, result.verdict()),
          () -> assertEquals(1, result.mismatches()),
          () -> assertArrayEquals(new long[] {1}, result.nonFinite().orElseThrow().index()));
    }
  }

  @Test
  void aTensorThatOneSideLacksIsAMismatchInAllItsElements() {
    TestRecording both = new TestRecording().with(1, "loss/a", 1).with(1, "loss/b", 1, 2, 3);
    TestRecording one = new TestRecording().with(1, "loss/a", 1);
    assertAll(
        () -> assertEquals(3, compare(both, one).mismatches()),
        () -> assertEquals(3, compare(one, both).mismatches()),
        () -> assertEquals(4, compare(one, both).compared()),
        () -> assertEquals(DIVERGENT, verdict(both, one)),
        () ->
            assertEquals(
                Standing.MISSING,
                compare(both, one).divergence().orElseThrow().tensor().standing()),
        () ->
            assertEquals(
                Standing.UNEXPECTED,
                compare(one, both).divergence().orElseThrow().tensor().standing()));
  }

  @Test
  void aStepThatOneSideLacksIsAMismatch() {
    TestRecording two = new TestRecording().with(1, "loss/a", 1).with(2, "loss/a", 1);
    TestRecording one = new TestRecording().with(1, "loss/a", 1);
    assertEquals(2, compare(two, one).divergence().orElseThrow().step());
    assertEquals(2, compare(one, two).divergence().orElseThrow().step());
  }

  @Test
  void rowsThatOneSideLacksAreMismatchesAndTheOthersAreCompared() {
    TestRecording expected = new TestRecording().with(1, "input/x", 1, 2, 3);
    ComparisonResult result = compare(expected, new TestRecording().with(1, "input/x", 1, 9));
    assertAll(
        () -> assertEquals(3, result.compared()),
        () -> assertEquals(2, result.mismatches()),
        () -> assertArrayEquals(new long[] {1}, result.divergence().orElseThrow().index()));
  }

  @Test
  void anotherShapeIsAMismatchThroughoutButASingleNumberHasNoShape() {
    Tensor wide = Tensor.zeros(Shape.of(2, 3));
    TestRecording expected = new TestRecording().with(1, "input/x", wide);
    ComparisonResult result =
        compare(expected, new TestRecording().with(1, "input/x", Tensor.zeros(Shape.of(3, 2))));
    TestRecording scalar = new TestRecording().with(1, "loss/a", Tensor.scalar(1));
    assertAll(
        () -> assertEquals(6, result.mismatches()),
        () ->
            assertEquals(
                "shape [3, 2] where [2, 3] is expected",
                result.divergence().orElseThrow().tensor().note()),
        () ->
            assertEquals(
                EQUIVALENT,
                verdict(
                    scalar,
                    new TestRecording()
                        .with(1, "loss/a", Tensor.of(Shape.of(1), new double[] {1})))));
  }

  @Test
  void aKindOfWhichOneSideHoldsNothingIsNotCompared() {
    TestRecording expected =
        new TestRecording().with(1, "loss/a", 1).with(1, "gradient/w", 1).with(2, "gradient/w", 1);
    ComparisonResult result =
        compare(expected, new TestRecording().with(1, "loss/a", 1).with(2, "parameter/w", 1));
    assertAll(
        () -> assertEquals(EQUIVALENT, result.verdict()),
        () ->
            assertEquals(
                Map.of(Kind.GRADIENT, true, Kind.PARAMETER, false), result.kindsNotCompared()));
  }

  @Test
  void whatIsIgnoredByNameIsLeftOut() {
    TestRecording expected = new TestRecording().with(1, "loss/a", 1).with(1, "gradient/l.w", 1);
    TestRecording actual = new TestRecording().with(1, "loss/a", 1).with(1, "gradient/x", 1);
    for (List<String> patterns : List.of(List.of("gradient/*"), List.of("l.w", "?"))) {
      ComparisonSettings settings =
          new ComparisonSettings(
              patterns.stream().map(NamePattern::new).toList(),
              Optional.empty(),
              Alignment.BY_NAME);
      ComparisonResult result = RecordingComparison.of(expected, actual, settings);
      assertEquals(0, result.mismatches(), patterns::toString);
      assertTrue(result.ignored().containsAll(Set.of("gradient/l.w", "gradient/x")));
    }
  }

  @Test
  void nothingComparedIsAnError() {
    TestRecording loss = new TestRecording().with(1, "loss/a", 1);
    assertAll(
        () -> assertEquals(ERROR, verdict(new TestRecording(), new TestRecording())),
        () ->
            assertEquals(
                ERROR,
                verdict(
                    new TestRecording().with(1, "start/w", 1).with(1, "input/x", 2),
                    new TestRecording().with(1, "start/w", 1).with(1, "input/x", 2)),
                "only what the training was given"),
        () -> assertEquals(ERROR, verdict(loss, new TestRecording().with(1, "gradient/w", 1))),
        () ->
            assertEquals(
                ERROR,
                RecordingComparison.of(
                        loss,
                        loss,
                        new ComparisonSettings(
                            List.of(new NamePattern("*")), Optional.empty(), Alignment.BY_NAME))
                    .verdict()));
  }

  @Test
  void noiseThatIsWiderThanEveryNumberProvesNothing() {
    TestRecording expected =
        new TestRecording().with(1, "loss/a", 1, 2).noise(1, "loss/a", 0.3, 0.3);
    assertAll(
        () ->
            assertEquals(
                INCONCLUSIVE, verdict(expected, new TestRecording().with(1, "loss/a", 1, 2))),
        () -> assertTrue(compare(expected, expected).noiseHidesEverything()));
  }

  @Test
  void theDivergenceIsTheFirstInTimeThenInTheOrderOfComputationThenByKind() {
    TestRecording expected =
        new TestRecording()
            .order("gradient/w", "loss/a")
            .with(1, "loss/a", 1)
            .with(1, "gradient/w", 1)
            .with(1, "activation/b", 1)
            .with(1, "activation/a", 1)
            .with(2, "gradient/w", 1)
            .noise(1, "loss/a", 0)
            .noise(1, "gradient/w", 0)
            .noise(1, "activation/a", 0)
            .noise(1, "activation/b", 0)
            .noise(2, "gradient/w", 0);
    assertAll(
        () -> assertEquals("1 gradient/w", first(expected, 2, 2, 2, 2)),
        () -> assertEquals("1 loss/a", first(expected, 1, 2, 2, 2)),
        () -> assertEquals("1 activation/a", first(expected, 1, 1, 2, 2)),
        () -> assertEquals("1 activation/b", first(expected, 1, 1, 1, 2)),
        () -> assertEquals("2 gradient/w", first(expected, 1, 1, 1, 1)));
  }

  private static String first(
      TestRecording expected, double gradient, double loss, double a, double b) {
    Mismatch first =
        compare(
                expected,
                new TestRecording()
                    .with(1, "activation/b", b)
                    .with(1, "activation/a", a)
                    .with(1, "gradient/w", gradient)
                    .with(1, "loss/a", loss)
                    .with(2, "gradient/w", 5))
            .divergence()
            .orElseThrow();
    return first.step() + " " + first.tensor().name();
  }

  @Test
  void afterAnUndecidedDecisionAFreeRunningComparisonProvesNothing() {
    TestRecording expected = undecided();
    TestRecording after =
        new TestRecording()
            .with(1, "activation/relu", 1)
            .with(1, "loss/a", 1)
            .with(2, "activation/relu", 7)
            .with(2, "loss/a", 7)
            .with(3, "loss/a", 7);
    TestRecording before = new TestRecording().with(1, "loss/a", 7).with(2, "loss/a", 1);
    ComparisonResult result = compare(expected, after);
    assertAll(
        () -> assertEquals(INCONCLUSIVE, result.verdict()),
        () -> assertEquals(2, result.compared()),
        () -> assertEquals(3, result.tensors(Standing.UNDECIDED)),
        () -> assertEquals(2, result.undecided().orElseThrow().step()),
        () -> assertEquals(DIVERGENT, verdict(expected, before), "it diverged before"));
  }

  @Test
  void aStepInLockstepIsJudgedAgainAfterAnUndecidedOne() {
    TestRecording expected = undecided();
    TestRecording actual =
        new TestRecording()
            .lockstep()
            .with(1, "activation/relu", 1)
            .with(1, "loss/a", 1)
            .with(2, "activation/relu", 7)
            .with(2, "loss/a", 7)
            .with(3, "loss/a", 1);
    TestRecording wrong =
        new TestRecording()
            .lockstep()
            .with(1, "activation/relu", 1)
            .with(1, "loss/a", 1)
            .with(2, "activation/relu", 1)
            .with(2, "loss/a", 1)
            .with(3, "loss/a", 1.1);
    assertAll(
        () -> assertEquals(INCONCLUSIVE, verdict(expected, actual)),
        () -> assertEquals(2, compare(expected, actual).tensors(Standing.UNDECIDED)),
        () -> assertEquals(3, compare(expected, wrong).divergence().orElseThrow().step()));
  }

  private static TestRecording undecided() {
    TestRecording recording =
        new TestRecording().order("activation/relu", "loss/a").undecided(2, "activation/relu");
    for (int step = 1; step <= 3; step++) {
      recording.with(step, "loss/a", 1).noise(step, "loss/a", 1e-3).local(step, "loss/a", 1e-3);
      if (step < 3) {
        recording.with(step, "activation/relu", 1).noise(step, "activation/relu", 1e-3);
        recording.local(step, "activation/relu", 1e-3);
      }
    }
    return recording;
  }

  @Test
  void localNoiseJudgesAnActualSideInLockstepAndNoOther() {
    TestRecording expected =
        new TestRecording().with(1, "loss/a", 1).noise(1, "loss/a", 0.05).local(1, "loss/a", 0.001);
    TestRecording off = new TestRecording().with(1, "loss/a", 1.2);
    assertAll(
        () -> assertEquals(EQUIVALENT, verdict(expected, off)),
        () -> assertEquals(DIVERGENT, verdict(expected, off.lockstep())),
        () ->
            assertEquals(
                INCONCLUSIVE,
                verdict(
                    new TestRecording().with(1, "loss/a", 1).noise(1, "loss/a", 0.05),
                    new TestRecording().lockstep().with(1, "loss/a", 1.2))));
  }

  @Test
  void aSketchIsComparedWithASketchOrWithTheTensorItself() {
    double[] numbers = new double[500];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) Math.sin(i);
    }
    Tensor tensor = Tensor.of(Shape.of(500), numbers);
    double[] sketch = Sketch.of(tensor, 8);
    TestRecording expected =
        new TestRecording()
            .sketch(1, "gradient/w", sketch, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6, 1e-6);
    numbers[3] += 1e-3;
    TestRecording off =
        new TestRecording().with(1, "gradient/w", Tensor.of(Shape.of(500), numbers));
    assertAll(
        () ->
            assertEquals(
                EQUIVALENT, verdict(expected, new TestRecording().with(1, "gradient/w", tensor))),
        () -> assertEquals(EQUIVALENT, verdict(expected, expected)),
        () -> assertEquals(8, compare(expected, off).mismatches()),
        () ->
            assertEquals(
                INCONCLUSIVE,
                verdict(new TestRecording().sketch(1, "gradient/w", sketch), off),
                "no noise"));
  }

  private static ComparisonResult compare(TestRecording expected, TestRecording actual) {
    return RecordingComparison.of(expected, actual, ComparisonSettings.DEFAULT);
  }

  private static Verdict verdict(TestRecording expected, TestRecording actual) {
    return compare(expected, actual).verdict();
  }

  /** Integers of 64 bits. */
  private record Longs(long... numbers) implements Values {
    @Override
    public ElementType type() {
      return ElementType.I64;
    }

    @Override
    public Shape shape() {
      return Shape.of(numbers.length);
    }

    @Override
    public void read(long from, double[] into, int count) {
      for (int i = 0; i < count; i++) {
        into[i] = numbers[(int) from + i];
      }
    }

    @Override
    public void readIntegers(long from, long[] into, int count) {
      System.arraycopy(numbers, (int) from, into, 0, count);
    }
  }
}
