package dev.lockstep.explain.cause;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.compare.ComparisonResult;
import dev.lockstep.compare.ComparisonSettings;
import dev.lockstep.compare.RecordingComparison;
import dev.lockstep.compare.Verdict;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recording;
import dev.lockstep.recording.RecordingFolder;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.tensor.Values;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Causes of what is changed in a recording of a real training. */
class CausesTest {
  private static final TensorName HEAD = TensorName.of(Kind.GRADIENT, "head.weight");
  private static final TensorName SQUARE = TensorName.of(Kind.GRADIENT, "lstm.weight_hh_l1");

  // a bias before a batch norm: its gradient is nothing
  private static final TensorName BEFORE_NORM = TensorName.of(Kind.PARAMETER, "0.bias");

  private static Recording golden;
  private static Recording mlp;
  private static Recording cnn;

  @BeforeAll
  static void openGolden() {
    golden = RecordingFolder.open(Path.of("golden", "recordings", "two-layer-lstm"));
    mlp = RecordingFolder.open(Path.of("golden", "recordings", "mlp-adamw"));
    cnn = RecordingFolder.open(Path.of("golden", "recordings", "cnn-sgd"));
  }

  @AfterAll
  static void closeGolden() {
    golden.close();
    mlp.close();
    cnn.close();
  }

  private static List<Cause> causes(ChangedRecording.Change change) {
    return causes(golden, change);
  }

  private static List<Cause> causes(Recording expected, ChangedRecording.Change change) {
    Recording actual = new ChangedRecording(expected, change);
    RecordingComparison comparison =
        new RecordingComparison(expected, actual, ComparisonSettings.DEFAULT);
    ComparisonResult result = comparison.result();
    assertEquals(Verdict.DIVERGENT, result.verdict());
    return Causes.of(comparison, expected, actual, result, Optional.empty(), Optional.empty());
  }

  private static Cause only(String id, ChangedRecording.Change change) {
    return only(golden, id, change);
  }

  private static Cause only(Recording expected, String id, ChangedRecording.Change change) {
    List<Cause> causes = causes(expected, change);
    assertEquals(List.of(id), causes.stream().map(Cause::id).toList(), causes.toString());
    assertTrue(causes.get(0).excess() <= 1);
    return causes.get(0);
  }

  private static Values gradients(TensorName name, Values values, double factor) {
    return name.kind() == Kind.GRADIENT
        ? ChangedRecording.mapped(values, value -> (float) (value * factor))
        : values;
  }

  @Test
  void oneFactorOfAllGradientsIsNamedWithItsReason() {
    long batch = golden.step(1).get(TensorName.of(Kind.INPUT, "x")).shape().dimensions().get(0);
    Cause cause =
        only(
            "gradient-scaled",
            (step, name, values) ->
                name.kind() == Kind.LOSS
                    ? ChangedRecording.mapped(values, value -> value * batch)
                    : gradients(name, values, batch));
    assertEquals((double) batch, cause.parameters().get("factor"));
    assertTrue(
        cause.sentence().contains("in all 10 tensors, and so is the loss: the loss is summed over"),
        cause.sentence());
  }

  @Test
  void gradientsThatAreNotSetToZeroAreSumsOfThoseOfSeveralSteps() {
    Cause cause =
        only(
            "gradient-scaled",
            (step, name, values) -> {
              if (name.kind() != Kind.GRADIENT) {
                return values;
              }
              double[] sum = new double[(int) values.shape().elements()];
              for (int earlier = 1; earlier <= step; earlier++) {
                double[] numbers = Rearranged.numbers(golden.step(earlier).get(name));
                Arrays.setAll(sum, i -> sum[i] + numbers[i]);
              }
              return Tensor.of(values.shape(), sum);
            });
    assertEquals(2, cause.parameters().get("accumulated"));
    assertTrue(
        cause.sentence().startsWith("gradients are the sum of the expected ones of 2 steps"),
        cause.sentence());
  }

  @Test
  void aParameterWithoutAGradientThatStaysAsItWasLacksOnlyTheGradient() {
    for (boolean recorded : new boolean[] {true, false}) {
      Recording actual =
          new ChangedRecording(
              golden,
              (step, name, values) -> {
                boolean state = name.kind() == Kind.OPTIMIZER && name.name().equals(HEAD.name());
                if (name.equals(HEAD) || state) {
                  return recorded ? ChangedRecording.mapped(values, value -> 0) : null;
                }
                boolean frozen = name.equals(HEAD.as(Kind.PARAMETER));
                return frozen ? golden.step(1).get(name.as(Kind.START)) : values;
              });
      RecordingComparison comparison =
          new RecordingComparison(golden, actual, ComparisonSettings.DEFAULT);
      List<Cause> causes = Explanation.of(comparison, golden, actual, comparison.result()).causes();
      assertEquals(List.of("gradient-missing"), causes.stream().map(Cause::id).toList());
    }
  }

  @Test
  void aFactorOfSomeGradientsSaysHowMany() {
    Cause cause =
        only(
            "gradient-scaled",
            (step, name, values) -> name.equals(HEAD) ? gradients(name, values, -0.5) : values);
    assertEquals(-0.5, cause.parameters().get("factor"));
    assertTrue(cause.sentence().contains("in 1 of 10 tensors"), cause.sentence());
  }

  @Test
  void gradientsOfOneNormInEveryStepAreClipped() {
    double bound = 0.01;
    Cause cause =
        only(
            "gradient-clipped",
            (step, name, values) -> {
              double norm = 0;
              for (var tensor : golden.step(step).entrySet()) {
                norm +=
                    tensor.getKey().kind() == Kind.GRADIENT
                        ? Numbers.squares(tensor.getValue())
                        : 0;
              }
              return gradients(name, values, bound / (Math.sqrt(norm) + 1e-6));
            });
    assertEquals(bound, cause.parameters().get("norm"));
  }

  @Test
  void oneFactorInEveryStepIsNoBoundOnTheNorm() {
    Cause cause = only("gradient-scaled", (step, name, values) -> gradients(name, values, 0.5));
    assertEquals(0.5, cause.parameters().get("factor")); // although the first three norms are one
  }

  @Test
  void gradientsCutAtOneValueAreClipped() {
    float bound = 0.001f;
    Cause cause =
        only(
            "gradient-clipped",
            (step, name, values) ->
                name.kind() == Kind.GRADIENT
                    ? ChangedRecording.mapped(
                        values, value -> Math.max(-bound, Math.min(bound, value)))
                    : values);
    assertEquals(0.001, cause.parameters().get("value"));
  }

  @Test
  void aGradientThatIsZeroOrAbsentIsMissing() {
    Cause zero =
        only(
            "gradient-missing",
            (step, name, values) ->
                name.equals(HEAD) ? ChangedRecording.mapped(values, value -> 0) : values);
    assertEquals("gradient/head.weight", zero.parameters().get("tensor"));
    Cause absent =
        only("gradient-missing", (step, name, values) -> name.equals(HEAD) ? null : values);
    assertEquals("gradient/head.weight", absent.parameters().get("tensor"));
  }

  @Test
  void aGradientOfSomeRowsIsPartial() {
    Shape shape = golden.step(1).get(SQUARE).shape();
    int half = shape.size() / 2;
    Cause cause =
        only(
            "gradient-partial",
            (step, name, values) -> {
              if (!name.equals(SQUARE)) {
                return values;
              }
              double[] numbers = Rearranged.numbers(values);
              Arrays.fill(numbers, half, numbers.length, 0);
              return Tensor.of(shape, numbers);
            });
    assertEquals("gradient/lstm.weight_hh_l1", cause.parameters().get("tensor"));
    assertTrue(
        cause.sentence().contains("zero in " + shape.rows() / 2 + " of " + shape.rows() + " rows"),
        cause.sentence());
  }

  @Test
  void aTensorOfTheStepBeforeIsStale() {
    Cause cause =
        only(
            "stale",
            (step, name, values) ->
                name.equals(HEAD) && step > 1 ? golden.step(step - 1).get(HEAD) : values);
    assertEquals(1, cause.parameters().get("steps"));
    assertEquals("gradient/head.weight", cause.parameters().get("tensor"));
  }

  @Test
  void gateBlocksInAnotherOrderArePermuted() {
    Shape shape = golden.step(1).get(SQUARE).shape();
    int block = shape.size() / 4;
    int[] order = {0, 2, 1, 3};
    Cause cause =
        only(
            "permuted",
            (step, name, values) ->
                name.equals(SQUARE)
                    ? ChangedRecording.moved(values, i -> order[i / block] * block + i % block)
                    : values);
    assertEquals(List.of(0, 2, 1, 3), cause.parameters().get("order"));
  }

  @Test
  void columnsInAnotherOrderArePermutedToo() {
    int columns = golden.step(1).get(SQUARE).shape().columns();
    Cause cause =
        only(
            "permuted",
            (step, name, values) ->
                name.equals(SQUARE)
                    ? ChangedRecording.moved(
                        values, i -> i - i % columns + (columns - 1 - i % columns))
                    : values);
    assertEquals(1, cause.parameters().get("axis"));
  }

  @Test
  void aParameterThatNeverMovesIsNotUpdated() {
    TensorName bias = TensorName.of(Kind.PARAMETER, "head.bias");
    Cause cause =
        only(
            "not-updated",
            (step, name, values) ->
                name.equals(bias) ? golden.step(1).get(bias.as(Kind.START)) : values);
    assertEquals("parameter/head.bias", cause.parameters().get("tensor"));
  }

  @Test
  void aParameterThatOnlyItsDecayMovesIsNotUpdatedIfItStays() {
    Cause cause =
        only(
            cnn,
            "not-updated",
            (step, name, values) ->
                name.equals(BEFORE_NORM) ? cnn.step(1).get(BEFORE_NORM.as(Kind.START)) : values);
    assertEquals(BEFORE_NORM.toString(), cause.parameters().get("tensor"));
    assertTrue(cause.sentence().contains("although the optimizer's state moves it"));
  }

  @Test
  void aParameterThatNothingMovesIsNeitherStaleNorFrozen() {
    List<Cause> causes =
        causes(
            cnn,
            (step, name, values) ->
                name.kind() == Kind.OPTIMIZER
                    ? null
                    : name.equals(BEFORE_NORM)
                        ? cnn.step(1).get(BEFORE_NORM.as(Kind.START))
                        : values);
    assertEquals(List.of(), causes);
  }

  @Test
  void otherStartValuesAreNamedAndNothingThatFollowsFromThem() {
    Cause cause =
        only(
            "start-differs",
            (step, name, values) ->
                name.kind() == Kind.INPUT
                    ? values
                    : ChangedRecording.mapped(values, value -> (float) (value * 1.1)));
    assertTrue(cause.sentence().startsWith("10 of 10 parameters start"), cause.sentence());
  }

  @Test
  void theSameDataInAnotherOrderIsToldFromOtherData() {
    Cause shuffled =
        only(
            "input-differs",
            (step, name, values) -> name.kind() == Kind.INPUT ? reversed(values) : values);
    int rows = golden.step(1).get(TensorName.of(Kind.INPUT, "x")).shape().rows();
    List<?> order = (List<?>) shuffled.parameters().get("permutation");
    assertEquals(rows - 1, order.get(0));
    Cause other =
        only(
            "input-differs",
            (step, name, values) ->
                name.kind() == Kind.INPUT && values.type().isFloating()
                    ? ChangedRecording.mapped(values, value -> value + 1)
                    : values);
    assertTrue(other.sentence().contains("was given other data in input/x"), other.sentence());
  }

  @Test
  void flattenedTargetsFollowTheOrderOfTheirSequences() {
    Recording sequences =
        new ChangedRecording(
            golden,
            (step, name, values) ->
                name.kind() == Kind.INPUT
                    ? Tensor.of(
                        name.name().equals("x") ? Shape.of(4, 3) : Shape.of(12),
                        IntStream.range(0, 12).mapToDouble(i -> i * i % 7).toArray())
                    : values);
    List<Cause> causes =
        causes(
            sequences,
            (step, name, values) ->
                name.kind() == Kind.INPUT
                    ? ChangedRecording.moved(values, i -> (3 - i / 3) * 3 + i % 3)
                    : values);
    assertEquals(List.of(3, 2, 1, 0), causes.get(0).parameters().get("permutation"));
  }

  private static Values reversed(Values values) {
    int rows = values.shape().rows();
    int width = (int) (values.shape().elements() / rows);
    return ChangedRecording.moved(values, i -> (rows - 1 - i / width) * width + i % width);
  }

  @Test
  void theFirstNaNIsNamedWithItsPlace() {
    Cause cause =
        causes(
                (step, name, values) ->
                    step >= 3 && name.equals(HEAD)
                        ? ChangedRecording.mapped(values, value -> Double.NaN)
                        : values)
            .get(0);
    assertEquals("non-finite", cause.id());
    assertEquals(3, cause.parameters().get("step"));
    assertEquals("gradient/head.weight", cause.parameters().get("tensor"));
  }

  @Test
  void numbersOfACoarserFormatAreReducedPrecision() {
    Cause cause =
        only(
            "reduced-precision",
            (step, name, values) ->
                name.kind() == Kind.START || name.kind() == Kind.INPUT
                    ? values
                    : ChangedRecording.mapped(values, ElementType.BF16::round));
    assertEquals("bfloat16", cause.parameters().get("format"));
  }

  @Test
  void onlyWhatPartsFirstNeedBeOfACoarserFormat() {
    Cause cause =
        only(
            "reduced-precision",
            (step, name, values) ->
                switch (name.kind()) {
                  case START, INPUT -> values;
                  case ACTIVATION -> ChangedRecording.mapped(values, ElementType.BF16::round);
                  default -> ChangedRecording.mapped(values, value -> (float) (value * 1.001));
                });
    assertEquals("bfloat16", cause.parameters().get("format"));
    assertTrue(cause.sentence().contains("first activation/lstm"), cause.sentence());
  }

  @Test
  void productsOfACoarserFormatAreReducedPrecision() {
    TensorName output = TensorName.of(Kind.ACTIVATION, "0");
    Cause cause =
        only(
            mlp,
            "reduced-precision",
            (step, name, values) -> name.equals(output) && step == 1 ? tf32(values) : values);
    assertEquals("tf32", cause.parameters().get("format"));
  }

  private static Values tf32(Values output) {
    Values x = mlp.step(1).get(TensorName.of(Kind.INPUT, "input"));
    Values w = mlp.step(1).get(TensorName.of(Kind.START, "0.weight"));
    Values b = mlp.step(1).get(TensorName.of(Kind.START, "0.bias"));
    int in = w.shape().columns();
    int out = w.shape().rows();
    double[] result = new double[(int) output.shape().elements()];
    for (int i = 0; i < result.length; i++) {
      int row = i / out;
      float sum = 0;
      for (int k = 0; k < in; k++) {
        float factor = (float) Format.TF32.round(x.at((long) row * in + k));
        sum += factor * (float) Format.TF32.round(w.at((long) (i % out) * in + k));
      }
      result[i] = sum + (float) b.at(i % out);
    }
    return Tensor.of(output.shape(), result);
  }

  @Test
  void aModuleThatComputesSomethingElseIsNamedWhereItIs() {
    TensorName output = TensorName.of(Kind.ACTIVATION, "lstm");
    Cause cause =
        causes(
                (step, name, values) ->
                    name.equals(output)
                        ? ChangedRecording.mapped(values, value -> value * 1.001 + 1e-4)
                        : values)
            .get(0);
    assertEquals("activation-differs", cause.id());
    assertEquals("activation/lstm", cause.parameters().get("tensor"));
  }

  @Test
  void randomErrorsHaveNoCauseButTheirPlace() {
    assertEquals(
        List.of(),
        causes(
            (step, name, values) ->
                name.equals(HEAD)
                    ? ChangedRecording.mapped(values, value -> value + 1e-3 * Math.sin(1e6 * value))
                    : values));
  }

  @Test
  void nothingIsNamedWhereNothingParts() {
    Recording same = new ChangedRecording(golden, (step, name, values) -> values);
    RecordingComparison comparison =
        new RecordingComparison(golden, same, ComparisonSettings.DEFAULT);
    assertEquals(
        List.of(),
        Causes.of(
            comparison, golden, same, comparison.result(), Optional.empty(), Optional.empty()));
  }
}
