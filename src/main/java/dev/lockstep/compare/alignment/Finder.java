package dev.lockstep.compare.alignment;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.Recording;
import dev.lockstep.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the pairings of two recordings: by name and shape first, the rest by content. */
final class Finder {
  /** How many steps' gradients are looked at where the start leaves a choice. */
  private static final int STEPS = 3;

  private final Side expected;
  private final Side actual;
  private final List<Pairing> pairings = new ArrayList<>();

  private Finder(Side expected, Side actual) {
    this.expected = expected;
    this.actual = actual;
  }

  static List<Pairing> pairings(Recording expected, Recording actual) {
    Set<Integer> others = new HashSet<>(actual.steps());
    List<Integer> common = expected.steps().stream().filter(others::contains).limit(STEPS).toList();
    Finder finder = new Finder(Side.of(expected, common), Side.of(actual, common));
    for (Scope scope : Scope.values()) {
      finder.pairByName(scope);
    }
    finder.pairParameters();
    return List.copyOf(finder.pairings);
  }

  private void pairByName(Scope scope) {
    Map<String, Shape> others = actual.shapes(scope);
    expected
        .shapes(scope)
        .forEach(
            (name, shape) -> {
              if (shape.equals(others.get(name))) {
                pairings.add(Pairing.sameName(scope, new Recipe.Whole(name, shape)));
              }
            });
  }

  private void pairParameters() {
    Evidence evidence = new Evidence(expected.steps(), actual.steps());
    Set<String> paired = new HashSet<>();
    for (Pairing pairing : pairings) {
      if (pairing.scope() == Scope.PARAMETER) {
        paired.addAll(pairing.expected());
      }
    }
    Search search =
        new Search(
            expected.contents(Kind.START, paired), actual.contents(Kind.START, paired), evidence);
    search.run();
    pairings.addAll(search.found());
  }
}
