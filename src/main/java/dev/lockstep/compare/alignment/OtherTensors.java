package dev.lockstep.compare.alignment;

import dev.lockstep.recording.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Pairs what is no parameter: inputs by exactly their numbers, activations and losses by like ones.
 */
final class OtherTensors {
  private final Side expected;
  private final Side actual;
  private final Set<String> pairedExpected = new HashSet<>();
  private final Set<String> pairedActual = new HashSet<>();

  /**
   * @param pairs what was found by name and shape
   */
  OtherTensors(Side expected, Side actual, Scope scope, List<Pair> pairs) {
    this.expected = expected;
    this.actual = actual;
    for (Pair pair : pairs) {
      if (pair.scope() == scope) {
        take(pair);
      }
    }
  }

  private void take(Pair pair) {
    pairedExpected.addAll(pair.expected());
    pairedActual.addAll(pair.actual());
  }

  /** Inputs: the axes may be in another order, but rows may not: that would be other data. */
  List<Pair> inputs() {
    List<Pair> pairs = new ArrayList<>();
    List<Content> others = new ArrayList<>(actual.contents(Kind.INPUT, pairedActual));
    for (Content one : expected.contents(Kind.INPUT, pairedExpected)) {
      for (Content other : others) {
        Optional<Arrangement> same = inOrder(one, other);
        if (same.isPresent()) {
          List<String> words = new ArrayList<>(Wording.of(same.get()));
          words.add("same numbers");
          Recipe recipe = same.get().on(other.whole());
          Pair pair =
              new Pair(Scope.INPUT, List.of(one.name()), List.of(recipe), String.join(", ", words));
          pairs.add(pair);
          others.remove(other);
          break;
        }
      }
    }
    return pairs;
  }

  private static Optional<Arrangement> inOrder(Content one, Content other) {
    var type = one.typeWith(other);
    if (one.elements() != other.elements()
        || one.summary(type).unordered() != other.summary(type).unordered()) {
      return Optional.empty();
    }
    return Arrangements.of(one.values(), other.values(), List.of()).all().stream()
        .filter(arrangement -> arrangement.orders().stream().allMatch(order -> order == null))
        .findFirst();
  }

  /** Activations or losses. */
  List<Pair> close(Kind kind) {
    return new CloseTensors(Scope.of(kind))
        .pairs(expected.contents(kind, pairedExpected), actual.contents(kind, pairedActual));
  }
}
