package dev.lockstep.backend.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cases.CellKind;
import dev.lockstep.model.ParameterLayout;
import dev.lockstep.tensor.Precision;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RepetitionTest {
  private static final int HIDDEN = 3;
  private static final int LETTERS = 4;
  private static final int STEPS = 200;
  private static final int[] PERIODIC =
      IntStream.range(0, STEPS).map(t -> new int[] {0, 1, 1, 2, 3}[t % 5]).toArray();

  @ParameterizedTest
  @CsvSource({"a,1", "aaaa,1", "ab,2", "abab,2", "ababa,2", "aab,3", "aabaab,3", "aabaabb,7"})
  void thePeriodIsTheSmallestAfterWhichAllComesAgain(String text, int period) {
    assertEquals(period, Repetition.of(text.chars().toArray()).period());
  }

  @Test
  void aRowRepeatsOnlyIfEveryBitDoes() {
    Repetition repetition = Repetition.of(new int[] {0, 1, 0, 1});
    double[] rows = {1, 2, 0.0, 4, 1, 2, -0.0, 4};
    assertArrayEquals(new boolean[] {false, false, true, false}, repetition.repeated(rows, 2));
  }

  /**
   * The twin sequence has two letters for each of the other's, with the same weights. It never
   * repeats, so nothing is copied there.
   */
  @ParameterizedTest
  @MethodSource("cellsAndRoundings")
  void aRepeatedSequenceGivesTheBitsOfATwinThatDoesNotRepeat(CellKind kind, Rounding rounding) {
    int[] twin = PERIODIC.clone();
    Random random = new Random(1);
    for (int t = 0; t < STEPS; t++) {
      twin[t] += random.nextBoolean() ? LETTERS : 0;
    }
    assertTrue(Repetition.of(twin).period() > STEPS / 2);
    ParameterArrays parameters = twinParameters(kind);
    Cell cell = Cell.of(kind);
    Cell.Pass repeated = cell.forward(parameters, PERIODIC, rounding);
    Cell.Pass plain = cell.forward(parameters, twin, rounding);
    assertArrayEquals(plain.hidden(), repeated.hidden());
    assertArrayEquals(plain.end().cell(), repeated.end().cell());

    double[] hiddenGradient = new double[STEPS * HIDDEN];
    for (int i = 0; i < hiddenGradient.length; i++) {
      hiddenGradient[i] = rounding.of(Math.cos(i % (5 * HIDDEN)));
    }
    hiddenGradient[100 * HIDDEN] = 3; // one step that is not like those a period away
    ParameterArrays ofRepeated = ParameterArrays.zeros(parameters.layout());
    ParameterArrays ofPlain = ParameterArrays.zeros(parameters.layout());
    repeated.backward(hiddenGradient, ofRepeated);
    plain.backward(hiddenGradient, ofPlain);
    assertArrayEquals(ofPlain.weightHh(), ofRepeated.weightHh());
    assertArrayEquals(ofPlain.biasHh(), ofRepeated.biasHh());
    assertArrayEquals(ofPlain.biasIh(), ofRepeated.biasIh());
    assertTrue(Arrays.stream(ofPlain.weightHh()).anyMatch(gradient -> gradient != 0));
  }

  @Test
  void theLossOfARepeatedSequenceHasTheBitsOfOneThatEndsOtherwise() {
    int[] ending = PERIODIC.clone();
    ending[STEPS - 1] = 1;
    assertTrue(Repetition.of(ending).period() > STEPS / 2);
    double[] logits = new double[STEPS * LETTERS];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = Math.sin(i % (5 * LETTERS)) + (i < 40 ? i : 0);
    }
    Loss.Result repeated = Loss.meanCrossEntropy().of(logits, PERIODIC, LETTERS, Rounding.exact());
    Loss.Result plain = Loss.meanCrossEntropy().of(logits, ending, LETTERS, Rounding.exact());
    int before = (STEPS - 1) * LETTERS;
    assertArrayEquals(plain.softmax(), repeated.softmax());
    assertArrayEquals(
        Arrays.copyOf(plain.logitGradient(), before),
        Arrays.copyOf(repeated.logitGradient(), before));
    double of3 = -Math.log(plain.softmax()[before + 3]);
    double of1 = -Math.log(plain.softmax()[before + 1]);
    assertEquals(plain.loss() + (of3 - of1) / STEPS, repeated.loss(), 1e-14);
  }

  static Stream<Arguments> cellsAndRoundings() {
    return Stream.of(CellKind.values())
        .flatMap(
            kind ->
                Stream.of(
                        Rounding.exact(),
                        Rounding.to(Precision.FLOAT32),
                        Rounding.random(Rounding.FLOAT32_BITS, 4, 1, 3))
                    .map(rounding -> Arguments.of(kind, rounding)));
  }

  /** Parameters in which letter v + 4 has the weights of letter v. */
  private static ParameterArrays twinParameters(CellKind kind) {
    ParameterArrays parameters =
        ParameterArrays.zeros(new ParameterLayout(kind, HIDDEN, 2 * LETTERS));
    Random random = new Random(2);
    for (double[] array : parameters.all()) {
      Arrays.setAll(array, i -> (float) (random.nextDouble() - 0.5));
    }
    double[] weight = parameters.weightIh();
    for (int row = 0; row < parameters.gateRows(); row++) {
      int from = row * 2 * LETTERS;
      System.arraycopy(weight, from, weight, from + LETTERS, LETTERS);
    }
    return parameters;
  }
}
