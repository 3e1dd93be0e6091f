package dev.lockstep.compare.alignment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pairs vectors of one number over and over, such as the zeros in which biases start, that were put
 * together on one side. Their numbers cannot tell where the parts lie: the weights beside them do,
 * which were cut in the same way, and their gradients tell which part is which.
 */
final class ConstantParts {
  private final Search search;

  ConstantParts(Search search) {
    this.search = search;
  }

  void run() {
    for (Content whole : search.expected()) {
      lengths(whole).stream()
          .flatMap(lengths -> cut(whole, lengths, search.actual(), true).stream())
          .anyMatch(cut -> new Parts(search).joined(whole, cut));
    }
    for (Content whole : search.actual()) {
      lengths(whole).stream()
          .flatMap(lengths -> cut(whole, lengths, search.expected(), false).stream())
          .anyMatch(cut -> new Parts(search).split(whole, cut));
    }
  }

  /** The cuts that were found along axes as long as a constant vector. */
  private List<List<Long>> lengths(Content whole) {
    boolean constant = whole.summary(whole.values().type()).constant();
    if (!constant || whole.shape().rank() != 1) {
      return List.of();
    }
    return search.cuts().stream()
        .filter(cut -> cut.stream().mapToLong(Long::longValue).sum() == whole.elements())
        .toList();
  }

  private Optional<Cut> cut(
      Content whole, List<Long> lengths, List<Content> others, boolean ofExpected) {
    List<Content> parts = new ArrayList<>();
    long[] extents = {whole.elements()};
    for (int i = 0; i < lengths.size(); i++) {
      Content nearest = null;
      double least = Double.POSITIVE_INFINITY;
      for (Content other : others) {
        if (other.elements() == lengths.get(i) && !parts.contains(other)) {
          List<Content> taken = new ArrayList<>(parts);
          taken.add(other);
          double distance = distance(whole, new Cut(extents, 0, taken), i, ofExpected);
          if (distance < least) {
            least = distance;
            nearest = other;
          }
        }
      }
      if (nearest == null) {
        return Optional.empty();
      }
      parts.add(nearest);
    }
    return Optional.of(new Cut(extents, 0, parts));
  }

  private double distance(Content whole, Cut cut, int part, boolean ofExpected) {
    Recipe place = cut.place(whole, part);
    Recipe own = cut.parts().get(part).whole();
    return ofExpected
        ? Evidence.distance(search.evidence().expected(place), search.evidence().actual(own))
        : Evidence.distance(search.evidence().expected(own), search.evidence().actual(place));
  }
}
