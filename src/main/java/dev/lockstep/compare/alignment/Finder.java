package dev.lockstep.compare.alignment;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recording;
import dev.lockstep.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Finds the pairs of two recordings: by name and shape first, the rest by content. */
final class Finder {
  /** How many steps' gradients are looked at where the start leaves a choice. */
  private static final int STEPS = 3;

  private final Side expected;
  private final Side actual;
  private final List<Pair> pairs = new ArrayList<>();
  private final List<Unpaired> unpaired = new ArrayList<>();

  private Finder(Side expected, Side actual) {
    this.expected = expected;
    this.actual = actual;
  }

  /** What the map says first; a tensor that it names is in no other pair. */
  static Found find(Recording expected, Recording actual, AlignmentMap map) {
    Set<Integer> others = new HashSet<>(actual.steps());
    List<Integer> common = expected.steps().stream().filter(others::contains).limit(STEPS).toList();
    Finder finder = new Finder(Side.of(expected, common), Side.of(actual, common));
    finder.pairs.addAll(new MappedPairs(map, finder.expected, finder.actual).all());
    for (Scope scope : Scope.values()) {
      finder.pairByName(scope);
    }
    finder.pairParameters();
    finder.pairs.addAll(finder.others(Scope.INPUT).inputs());
    finder.pairs.addAll(finder.others(Scope.ACTIVATION).close(Kind.ACTIVATION));
    finder.pairs.addAll(finder.others(Scope.LOSS).close(Kind.LOSS));
    return new Found(finder.inOrder(), finder.unpaired);
  }

  /** As the expected side computes them. */
  private List<Pair> inOrder() {
    return pairs.stream()
        .sorted(
            Comparator.comparing(Pair::scope)
                .thenComparingInt(
                    pair ->
                        List.copyOf(expected.shapes(pair.scope()).keySet())
                            .indexOf(pair.expected().get(0))))
        .toList();
  }

  private OtherTensors others(Scope scope) {
    return new OtherTensors(expected, actual, scope, pairs);
  }

  /** A single number is itself whether its shape is [] or [1]. */
  private static boolean same(Shape one, Shape other) {
    return one.equals(other)
        || (other != null
            && Foldings.squeezed(one).isEmpty()
            && Foldings.squeezed(other).isEmpty());
  }

  private void pairByName(Scope scope) {
    Set<String> ofExpected = paired(scope, Pair::expected);
    Set<String> ofActual = paired(scope, Pair::actual);
    Map<String, Shape> others = actual.shapes(scope);
    expected
        .shapes(scope)
        .forEach(
            (name, shape) -> {
              boolean free = !ofExpected.contains(name) && !ofActual.contains(name);
              if (free && same(shape, others.get(name))) {
                pairs.add(Pair.sameName(scope, new Recipe.Whole(name, shape)));
              }
            });
  }

  private Set<String> paired(Scope scope, Function<Pair, List<String>> names) {
    Set<String> paired = new HashSet<>();
    for (Pair pair : pairs) {
      if (pair.scope() == scope) {
        paired.addAll(names.apply(pair));
      }
    }
    return paired;
  }

  private void pairParameters() {
    Evidence evidence = new Evidence(expected.steps(), actual.steps());
    Search search =
        new Search(
            expected.contents(Kind.START, paired(Scope.PARAMETER, Pair::expected)),
            actual.contents(Kind.START, paired(Scope.PARAMETER, Pair::actual)),
            evidence);
    search.run();
    pairs.addAll(search.found());
    List<Pair> withSums = new ZeroAddends(search).run(pairs);
    search
        .expected()
        .forEach(
            alone ->
                unpaired.add(
                    new Unpaired(alone.name(), CloseTensors.nearest(alone, search.actual()))));
    pairs.clear();
    pairs.addAll(withSums);
  }

  /**
   * What was found.
   *
   * @param pairs in the order in which the expected side computes them
   * @param unpaired parameters of the expected side that have a start and no partner
   */
  record Found(List<Pair> pairs, List<Unpaired> unpaired) {

    /** Copies the lists. */
    Found {
      pairs = List.copyOf(pairs);
      unpaired = List.copyOf(unpaired);
    }
  }
}
