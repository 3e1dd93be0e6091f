package dev.lockstep.compare;

import dev.lockstep.recording.Kind;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.TensorName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which a step computes its tensors: as the recording says; names that it does not say
 * come after, by kind in the order of the kinds, then by name. What a training starts from is there
 * before the first step, and so comes first unless the recording says otherwise.
 */
final class TensorOrder {
  private final Map<TensorName, Integer> ranks = new HashMap<>();
  private final Comparator<TensorName> order =
      Comparator.comparingInt(this::rank)
          .thenComparing(TensorName::kind)
          .thenComparing(TensorName::toString);

  private TensorOrder(List<TensorName> names) {
    for (TensorName name : names) {
      ranks.put(name, ranks.size());
    }
  }

  /** The expected side's order, or the actual side's where that one says none. */
  static TensorOrder of(RecordingFacts expected, RecordingFacts actual) {
    return new TensorOrder(expected.order().isEmpty() ? actual.order() : expected.order());
  }

  private int rank(TensorName name) {
    int unsaid = name.kind() == Kind.START ? -1 : Integer.MAX_VALUE;
    return ranks.getOrDefault(name, unsaid);
  }

  List<TensorName> sorted(Iterable<TensorName> names) {
    List<TensorName> sorted = new ArrayList<>();
    names.forEach(sorted::add);
    sorted.sort(order);
    return sorted;
  }

  /** Whether the first is not computed before the second. */
  boolean isFrom(TensorName name, TensorName start) {
    return order.compare(name, start) >= 0;
  }
}
