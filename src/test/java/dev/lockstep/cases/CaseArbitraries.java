package dev.lockstep.cases;

import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Random valid cases, small enough to train: 2 to 12 vocabulary entries, hidden sizes 1 to 12, 1 to
 * 8 epochs, at most 59 steps; edge cases are tried first.
 */
public final class CaseArbitraries {
  private static final int LARGEST_VOCABULARY = 12;
  private static final int LONGEST_TEXT = 20;
  private static final int MOST_REPEATS = 3;

  private CaseArbitraries() {}

  /** Cases without a golden array. */
  public static Arbitrary<TrainingCase> cases() {
    Arbitrary<String> names =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withChars("AZ09_-")
            .ofMinLength(1)
            .ofMaxLength(12);
    return Combinators.combine(
            names,
            texts(),
            tasks(),
            Arbitraries.of(CellKind.values()),
            Arbitraries.integers().between(1, 12),
            Arbitraries.longs(),
            Arbitraries.integers().between(1, 8),
            optimizers())
        .as(
            (name, source, task, cell, hidden, seed, epochs, optimizer) ->
                new TrainingCase(
                    name, source, task, cell, hidden, seed, epochs, optimizer, Optional.empty()));
  }

  /** Cases with a random golden array, which no training would give. */
  public static Arbitrary<TrainingCase> casesWithGolden() {
    return cases()
        .flatMap(plain -> goldenArrays(plain.task()).map(golden -> withGolden(plain, golden)));
  }

  private static TrainingCase withGolden(TrainingCase plain, GoldenArray golden) {
    return new TrainingCase(
        plain.name(),
        plain.source(),
        plain.task(),
        plain.cell(),
        plain.hidden(),
        plain.seed(),
        plain.epochs(),
        plain.optimizer(),
        Optional.of(golden));
  }

  /** Tasks whose vocabulary may hold more than the text uses. */
  public static Arbitrary<Task> tasks() {
    Arbitrary<List<Integer>> places =
        Arbitraries.integers()
            .between(0, LARGEST_VOCABULARY - 1)
            .list()
            .ofMinSize(2)
            .ofMaxSize(LONGEST_TEXT);
    Arbitrary<Integer> repeats = Arbitraries.integers().between(1, MOST_REPEATS);
    return Combinators.combine(vocabularies(), places, repeats).as(CaseArbitraries::task);
  }

  /** Places past the end of the vocabulary begin again at its start. */
  private static Task task(List<String> vocabulary, List<Integer> places, int repeat) {
    String text =
        places.stream()
            .map(place -> vocabulary.get(place % vocabulary.size()))
            .collect(Collectors.joining());
    return new Task(text, repeat, vocabulary);
  }

  /** Any optimizer, with a learning rate from 1e-4 to 0.5, or one that saturates every gate. */
  public static Arbitrary<OptimizerSpec> optimizers() {
    Arbitrary<Double> learningRates =
        Arbitraries.frequencyOf(
            Tuple.of(
                7,
                Arbitraries.doubles()
                    .between(1e-4, 0.5)
                    .ofScale(4)
                    .edgeCases(c -> c.includeOnly(0.1))),
            Tuple.of(1, Arbitraries.of(2.0, 20.0, 500.0)));
    return Arbitraries.oneOf(
        learningRates.map(OptimizerSpec.Adam::new), learningRates.map(OptimizerSpec.Sgd::new));
  }

  /** Golden arrays that fit a task: values in [0, 1], some with more decimals than declared. */
  public static Arbitrary<GoldenArray> goldenArrays(Task task) {
    Arbitrary<Integer> firstRows = Arbitraries.integers().between(0, task.steps() - 1);
    return firstRows.flatMap(firstRow -> goldenArrays(task, firstRow));
  }

  private static Arbitrary<List<String>> vocabularies() {
    return characters().list().uniqueElements().ofMinSize(2).ofMaxSize(LARGEST_VOCABULARY);
  }

  private static Arbitrary<GoldenArray> goldenArrays(Task task, int firstRow) {
    int columns = task.vocabularySize();
    Arbitrary<Double> values = Arbitraries.doubles().between(0, 1).ofScale(17);
    Arbitrary<Integer> rows =
        Arbitraries.integers().between(1, Math.min(4, task.steps() - firstRow));
    return Combinators.combine(rows, Arbitraries.integers().between(0, 17))
        .flatAs(
            (count, decimals) ->
                values
                    .array(double[].class)
                    .ofSize(count * columns)
                    .map(
                        flat ->
                            new GoldenArray(
                                firstRow, decimals, Tensor.of(Shape.of(count, columns), flat))));
  }

  /** Plain letters mostly; also quotes, control, combining and supplementary characters. */
  private static Arbitrary<String> characters() {
    Arbitrary<Integer> plain = Arbitraries.integers().between('a', 'z');
    Arbitrary<Integer> odd =
        Arbitraries.of(0x22, 0x5c, 0x0a, 0, 0x25, 0x7f, 0x301, 0x2028, 0xfeff, 0xffff, 0x1f600);
    Arbitrary<Integer> any =
        Arbitraries.integers()
            .between(0, Character.MAX_CODE_POINT)
            .filter(codePoint -> Character.getType(codePoint) != Character.SURROGATE);
    return Arbitraries.oneOf(plain, odd, any).map(Character::toString);
  }

  private static Arbitrary<String> texts() {
    return characters().list().ofMaxSize(10).map(characters -> String.join("", characters));
  }
}
