package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pairs tensors that hold the same numbers, in whatever layout: first those for which content
 * leaves no choice, then the others, such as biases of zeros, by their gradients.
 */
final class SameNumbers {
  private final Search search;
  private final Map<List<Object>, Arrangements> arrangements = new HashMap<>();
  private final Map<Content, double[]> expectedSamples = new IdentityHashMap<>();
  private final Map<Arrangement, Map<Content, double[]>> actualSamples = new IdentityHashMap<>();

  SameNumbers(Search search) {
    this.search = search;
  }

  void run() {
    List<Candidate> certain = candidates().stream().filter(Candidate::certain).toList();
    certain.forEach(this::accept);
    certain.forEach(candidate -> search.learn(candidate.arrangement));
    arrangements.clear();
    List<Candidate> others = new ArrayList<>(candidates());
    others.sort(
        Comparator.comparingDouble(Candidate::distance)
            .thenComparing(candidate -> !candidate.sameName())
            .thenComparingInt(Candidate::displacement));
    others.forEach(this::accept);
  }

  private void accept(Candidate candidate) {
    if (!search.expected().contains(candidate.expected)
        || !search.actual().contains(candidate.actual)
        || !candidate.holds()) {
      return;
    }
    String how = how(candidate);
    search.pair(
        new Pair(
            Scope.PARAMETER,
            List.of(candidate.expected.name()),
            List.of(candidate.arrangement.on(candidate.actual.whole())),
            how),
        List.of(candidate.expected),
        List.of(candidate.actual));
  }

  private static String how(Candidate candidate) {
    List<String> words = new ArrayList<>(Wording.of(candidate.arrangement));
    if (words.isEmpty()) {
      words.add(Pair.SAME_NUMBERS);
    }
    if (candidate.among > 1) {
      words.add("chosen among " + candidate.among + " by gradient");
    }
    return String.join(", ", words);
  }

  private List<Candidate> candidates() {
    List<Content> expected = search.expected();
    List<Content> actual = search.actual();
    List<Candidate> candidates = new ArrayList<>();
    Map<Content, Integer> choices = new IdentityHashMap<>();
    for (int i = 0; i < expected.size(); i++) {
      for (int j = 0; j < actual.size(); j++) {
        add(expected.get(i), actual.get(j), Math.abs(i - j), candidates, choices);
      }
    }
    return candidates.stream()
        .map(candidate -> candidate.among(choices))
        .map(candidate -> candidate.among == 1 ? candidate : candidate.at(distance(candidate)))
        .toList();
  }

  private void add(
      Content expected,
      Content actual,
      int displacement,
      List<Candidate> candidates,
      Map<Content, Integer> choices) {
    ElementType type = expected.typeWith(actual);
    if (expected.elements() != actual.elements()
        || expected.summary(type).unordered() != actual.summary(type).unordered()) {
      return;
    }
    Arrangements ways =
        arrangements.computeIfAbsent(
            key(expected, actual, type),
            key -> Arrangements.of(expected.values(), actual.values(), search.orders()));
    for (Arrangement arrangement : ways.all()) {
      candidates.add(
          new Candidate(expected, actual, arrangement, ways.determined(), displacement, 1, 0));
    }
    choices.merge(expected, ways.all().size(), Integer::sum);
    choices.merge(actual, ways.all().size(), Integer::sum);
  }

  /** Tensors of the same shapes and contents have the same arrangements. */
  private static List<Object> key(Content expected, Content actual, ElementType type) {
    Shape one = expected.shape();
    Shape other = actual.shape();
    return List.of(one, expected.summary(type).ordered(), other, actual.summary(type).ordered());
  }

  private double distance(Candidate candidate) {
    double[] expected =
        expectedSamples.computeIfAbsent(
            candidate.expected, content -> search.evidence().expected(content.whole()));
    double[] actual =
        actualSamples
            .computeIfAbsent(candidate.arrangement, arrangement -> new IdentityHashMap<>())
            .computeIfAbsent(
                candidate.actual,
                content -> search.evidence().actual(candidate.arrangement.on(content.whole())));
    return Evidence.distance(expected, actual);
  }

  /**
   * A pairing that reproduces the numbers.
   *
   * @param determined whether content allows no other arrangement
   * @param displacement how far apart the two stand in their sides' order
   * @param among how many candidates there are for one of them
   * @param distance between the gradients
   */
  private record Candidate(
      Content expected,
      Content actual,
      Arrangement arrangement,
      boolean determined,
      int displacement,
      int among,
      double distance) {
    /** Whether there is nothing to choose. */
    boolean certain() {
      return determined && among == 1;
    }

    boolean sameName() {
      return expected.name().equals(actual.name());
    }

    /** Checks the numbers of a tensor whose layout was found for another of the same hashes. */
    boolean holds() {
      Recipe recipe = arrangement.on(actual.whole());
      return among == 1 || Exact.same(expected.values(), recipe.apply(name -> actual.values()));
    }

    Candidate among(Map<Content, Integer> choices) {
      int most = Math.max(choices.get(expected), choices.get(actual));
      return new Candidate(expected, actual, arrangement, determined, displacement, most, distance);
    }

    Candidate at(double measured) {
      return new Candidate(
          expected, actual, arrangement, determined, displacement, among, measured);
    }
  }
}
