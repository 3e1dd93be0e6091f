package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.Shape;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Pairs tensors that were put together on one side: fused kernels, stacked layers, two biases. */
final class Parts {
  private final Search search;

  Parts(Search search) {
    this.search = search;
  }

  void run() {
    for (Content whole : largestFirst(search.expected())) {
      Cuts.of(whole, search.actual()).anyMatch(cut -> joined(whole, cut));
    }
    for (Content whole : largestFirst(search.actual())) {
      Cuts.of(whole, search.expected()).anyMatch(cut -> split(whole, cut));
    }
  }

  /** Zeros put together are zeros in any way; nothing would tell which. */
  private List<Content> largestFirst(List<Content> contents) {
    return contents.stream()
        .filter(content -> !content.summary(content.values().type()).constant())
        .sorted(Comparator.comparingLong(Content::elements).reversed())
        .toList();
  }

  /** Pairs an expected tensor with its parts, if each is what it should be. */
  boolean joined(Content whole, Cut cut) {
    List<Recipe> recipes = new ArrayList<>();
    List<Shape> shapes = new ArrayList<>();
    List<Seam.Segment> segments = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (int i = 0; i < cut.parts().size(); i++) {
      Content part = cut.parts().get(i);
      Recipe place = cut.place(whole, i);
      Optional<Arrangement> found =
          arrangement(place, place.apply(name -> whole.values()), part.whole(), part.values());
      if (found.isEmpty()) {
        return false;
      }
      recipes.add(found.get().on(part.whole()));
      shapes.add(place.shape());
      segments.add(new Seam.Segment(cut.start(i), cut.length(i), i, 0));
      words.add(words(part.name(), found.get()));
    }
    Shape view = Shape.of(cut.extents());
    Recipe joined = new Recipe.Joined(recipes, new Seam(shapes, view, cut.axis(), segments));
    Recipe recipe =
        view.equals(whole.shape()) ? joined : new Recipe.Reshaped(joined, whole.shape());
    String how = "concatenation of " + String.join(" and ", words) + " along axis " + cut.axis();
    String all = view.equals(whole.shape()) ? how : how + ", reshaped to " + whole.shape();
    search.pair(
        new Pair(Scope.PARAMETER, List.of(whole.name()), List.of(recipe), all),
        List.of(whole),
        cut.parts());
    search.learn(cut);
    return true;
  }

  /** Pairs expected tensors with the parts of an actual one, if each is what it should be. */
  boolean split(Content whole, Cut cut) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < cut.parts().size(); i++) {
      Content part = cut.parts().get(i);
      Recipe place = cut.place(whole, i);
      Optional<Arrangement> found =
          arrangement(part.whole(), part.values(), place, place.apply(name -> whole.values()));
      if (found.isEmpty()) {
        return false;
      }
      String how = words(cut.words(i) + " of " + whole.name(), found.get());
      pairs.add(
          new Pair(Scope.PARAMETER, List.of(part.name()), List.of(found.get().on(place)), how));
    }
    for (int i = 0; i < pairs.size(); i++) {
      search.pair(pairs.get(i), List.of(cut.parts().get(i)), List.of(whole));
    }
    search.learn(cut);
    return true;
  }

  /** The layout of a part; of several that fit, the one that fits the gradients best. */
  private Optional<Arrangement> arrangement(
      Recipe expected, Values ofExpected, Recipe actual, Values ofActual) {
    List<Arrangement> all = Arrangements.of(ofExpected, ofActual, search.orders()).all();
    if (all.size() < 2) {
      return all.stream().findFirst();
    }
    double[] sample = search.evidence().expected(expected);
    return all.stream()
        .min(
            Comparator.comparingDouble(
                one -> Evidence.distance(sample, search.evidence().actual(one.on(actual)))));
  }

  private static String words(String what, Arrangement arrangement) {
    List<String> how = Wording.of(arrangement);
    return how.isEmpty() ? what : what + " (" + String.join(", ", how) + ")";
  }
}
