package dev.lockstep.compare.alignment;

import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Values;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Pairs activations and losses that carry different names by their numbers in the first step. Those
 * are computed and so agree to rounding only: two are the same if the root mean square of their
 * difference is less than the root of the coarser type's unit roundoff, as a part of the expected
 * numbers', which is some thousand roundings in float32. What was paired is compared nonetheless.
 */
final class CloseTensors {
  private static final int SAMPLE = 256;

  private final Scope scope;

  CloseTensors(Scope scope) {
    this.scope = scope;
  }

  /** The nearest first; of equally near ones those that come at about the same time. */
  List<Pair> pairs(List<Content> expected, List<Content> actual) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < expected.size(); i++) {
      for (int j = 0; j < actual.size(); j++) {
        for (Arrangement arrangement : arrangements(expected.get(i), actual.get(j))) {
          candidates.addAll(close(expected.get(i), actual.get(j), arrangement, Math.abs(i - j)));
        }
      }
    }
    candidates.sort(
        Comparator.comparingDouble(Candidate::magnitudeOfDistance)
            .thenComparingInt(Candidate::displacement));
    Set<Content> taken = new HashSet<>();
    List<Pair> pairs = new ArrayList<>();
    for (Candidate candidate : candidates) {
      if (!taken.contains(candidate.expected) && !taken.contains(candidate.actual)) {
        taken.add(candidate.expected);
        taken.add(candidate.actual);
        pairs.add(candidate.pair(scope));
      }
    }
    return pairs;
  }

  private static List<Arrangement> arrangements(Content expected, Content actual) {
    List<Arrangement> arrangements = new ArrayList<>();
    if (expected.elements() != actual.elements() || expected.elements() == 0) {
      return arrangements;
    }
    arrangements.add(Arrangement.same(expected.shape(), actual.shape()));
    for (Foldings.Folding folding : Foldings.of(expected.shape(), actual.shape())) {
      arrangements.addAll(Arrangement.ofAxes(expected.shape(), actual.shape(), folding));
    }
    return arrangements;
  }

  /** Of the tensors of one shape, in any order of the axes, the one that comes nearest. */
  static Optional<Unpaired.Nearest> nearest(Content expected, List<Content> actual) {
    Unpaired.Nearest nearest = null;
    for (Content other : actual) {
      for (Arrangement arrangement : arrangements(expected, other)) {
        Values laid = arrangement.on(other.whole()).apply(name -> other.values());
        long some = Math.min(SAMPLE, expected.elements());
        double distance = distance(expected.values(), laid, some);
        if (nearest == null || distance < nearest.distance()) {
          String how = String.join(", ", Wording.of(arrangement));
          double all = distance(expected.values(), laid, expected.elements());
          nearest = new Unpaired.Nearest(other.name(), how, all);
        }
      }
    }
    return Optional.ofNullable(nearest);
  }

  private static List<Candidate> close(
      Content expected, Content actual, Arrangement arrangement, int displacement) {
    Values laid = arrangement.on(actual.whole()).apply(name -> actual.values());
    ElementType type = expected.typeWith(actual);
    double allowed = Math.sqrt(type.unitInLastPlace(1) / 2);
    long first = Math.min(SAMPLE, expected.elements());
    if (!(distance(expected.values(), laid, first) <= allowed)) {
      return List.of();
    }
    double distance = distance(expected.values(), laid, expected.elements());
    return distance <= allowed
        ? List.of(new Candidate(expected, actual, arrangement, displacement, distance))
        : List.of();
  }

  /** The root of the ratio of the sums of squares; NaN if a number is. */
  private static double distance(Values expected, Values actual, long elements) {
    double[] left = new double[(int) Math.min(Summary.CHUNK, elements)];
    double[] right = new double[left.length];
    double differences = 0;
    double squares = 0;
    for (long from = 0; from < elements; from += left.length) {
      int count = (int) Math.min(left.length, elements - from);
      expected.read(from, left, count);
      actual.read(from, right, count);
      for (int i = 0; i < count; i++) {
        differences += (left[i] - right[i]) * (left[i] - right[i]);
        squares += left[i] * left[i];
      }
    }
    return differences == 0 ? 0 : Math.sqrt(differences / squares);
  }

  private record Candidate(
      Content expected,
      Content actual,
      Arrangement arrangement,
      int displacement,
      double distance) {

    /** Rounding makes one of two equal modules a little nearer, which says nothing. */
    double magnitudeOfDistance() {
      return distance == 0 ? -100 : Math.floor(Math.log10(distance));
    }

    Pair pair(Scope scope) {
      List<String> words = new ArrayList<>(Wording.of(arrangement));
      String apart = String.format(Locale.ROOT, "%.1e", distance);
      words.add(
          distance == 0
              ? "same numbers in the first step"
              : "alike to " + apart + " in the first step");
      return new Pair(
          scope,
          List.of(expected.name()),
          List.of(arrangement.on(actual.whole())),
          String.join(", ", words));
    }
  }
}
