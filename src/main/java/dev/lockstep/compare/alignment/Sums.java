package dev.lockstep.compare.alignment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Pairs a tensor with two whose sum it is, as one bias for two. */
final class Sums {
  private final Search search;

  Sums(Search search) {
    this.search = search;
  }

  void run() {
    for (Content sum : search.actual()) {
      find(sum, search.expected())
          .ifPresent(
              match -> {
                Recipe recipe = match.layout(inverse(match.order())).on(sum.whole());
                pair(match, List.of(recipe), match.names(), match.addends(), List.of(sum));
              });
    }
    for (Content sum : search.expected()) {
      find(sum, search.actual())
          .ifPresent(
              match -> {
                List<Recipe> recipes =
                    match.addends().stream()
                        .map(addend -> match.layout(match.order()).on(addend.whole()))
                        .toList();
                pair(match, recipes, List.of(sum.name()), List.of(sum), match.addends());
              });
    }
  }

  private void pair(
      Match match,
      List<Recipe> recipes,
      List<String> names,
      List<Content> ofExpected,
      List<Content> ofActual) {
    List<String> words = new ArrayList<>();
    words.add("sum of " + String.join(" and ", match.names()));
    boolean expectedAdds = names.size() > 1;
    words.addAll(Wording.of(match.layout(expectedAdds ? inverse(match.order()) : match.order())));
    search.pair(
        new Pair(Scope.PARAMETER, names, recipes, String.join(", ", words)), ofExpected, ofActual);
  }

  private static Optional<Match> find(Content sum, List<Content> others) {
    List<Content> addends =
        others.stream().filter(other -> other.shape().equals(sum.shape())).toList();
    for (int i = 0; i < addends.size(); i++) {
      for (int j = i + 1; j < addends.size(); j++) {
        Sum candidate = new Sum(sum, addends.get(i), addends.get(j));
        if (candidate.couldBe()) {
          Optional<int[]> order = candidate.order();
          if (order.isPresent()) {
            List<Content> two = List.of(addends.get(i), addends.get(j));
            return Optional.of(new Match(sum, two, order.get()));
          }
        }
      }
    }
    return Optional.empty();
  }

  private static int[] inverse(int[] order) {
    int[] inverse = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      inverse[order[i]] = i;
    }
    return inverse;
  }

  /**
   * A sum and its addends.
   *
   * @param order which block of rows of the addends stands where in the sum
   */
  private record Match(Content sum, List<Content> addends, int[] order) {
    List<String> names() {
      return addends.stream().map(Content::name).toList();
    }

    Arrangement layout(int[] blocks) {
      if (Orders.inOrder(blocks)) {
        return Arrangement.same(sum.shape(), sum.shape());
      }
      long[] extents = sum.shape().dimensions().stream().mapToLong(Long::longValue).toArray();
      List<int[]> orders = new ArrayList<>(Collections.nCopies(extents.length, null));
      orders.set(0, Orders.ofBlocks(blocks, sum.shape().rows() / blocks.length));
      int[] axes = IntStream.range(0, extents.length).toArray();
      Foldings.Folding folding = new Foldings.Folding(extents, extents);
      return new Arrangement(sum.shape(), sum.shape(), folding, axes, orders);
    }
  }
}
