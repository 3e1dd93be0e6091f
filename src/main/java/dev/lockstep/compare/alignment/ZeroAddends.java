package dev.lockstep.compare.alignment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds the second of two biases where the other side has one: it starts at zero, so that its
 * partner's numbers are the sum's, and it has its partner's gradient.
 */
final class ZeroAddends {
  private final Search search;

  ZeroAddends(Search search) {
    this.search = search;
  }

  /** Turns pairs of the first addend into pairs of the sum. */
  List<Pair> run(List<Pair> pairs) {
    List<Pair> all = new ArrayList<>(pairs);
    for (Content zero : search.expected()) {
      replace(all, zero, true, search.evidence()::expected);
    }
    for (Content zero : search.actual()) {
      replace(all, zero, false, search.evidence()::actual);
    }
    return all;
  }

  private void replace(
      List<Pair> all, Content zero, boolean ofExpected, Function<Recipe, double[]> sample) {
    Summary summary = zero.summary(zero.values().type());
    if (!summary.constant() || summary.magnitude() != 0) {
      return;
    }
    double[] gradient = sample.apply(zero.whole());
    if (!Evidence.says(gradient)) {
      return;
    }
    Optional<Pair> partner =
        all.stream()
            .filter(pair -> ofExpected ? pair.isOfOne() : pair.isOfTwo())
            .filter(pair -> pair.recipes().get(0).shape().elements() == zero.elements())
            .filter(
                pair -> {
                  String name = ofExpected ? pair.expected().get(0) : pair.actual().get(0);
                  Recipe whole = new Recipe.Whole(name, zero.shape());
                  return Evidence.distance(gradient, sample.apply(whole)) == 0;
                })
            .findFirst();
    partner.ifPresent(
        pair -> {
          Pair sum = ofExpected ? pair.plusExpected(zero) : pair.plusActual(zero);
          all.set(all.indexOf(pair), sum);
          search.leave(zero);
        });
  }
}
