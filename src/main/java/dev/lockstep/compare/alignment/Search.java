package dev.lockstep.compare.alignment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The parameters that have no partner yet, and what was found so far. */
final class Search {
  private final List<Content> expected;
  private final List<Content> actual;
  private final Evidence evidence;
  private final List<Pair> found = new ArrayList<>();
  private final List<int[]> orders = new ArrayList<>();
  private final List<List<Long>> cuts = new ArrayList<>();

  Search(Collection<Content> expected, Collection<Content> actual, Evidence evidence) {
    this.expected = new ArrayList<>(expected);
    this.actual = new ArrayList<>(actual);
    this.evidence = evidence;
  }

  /** Runs every way of finding partners, the most certain first. */
  void run() {
    new SameNumbers(this).run();
    new Parts(this).run();
    new Sums(this).run();
    new ConstantParts(this).run();
  }

  /** A copy of the expected tensors that are still alone. */
  List<Content> expected() {
    return List.copyOf(expected);
  }

  /** A copy of the actual tensors that are still alone. */
  List<Content> actual() {
    return List.copyOf(actual);
  }

  Evidence evidence() {
    return evidence;
  }

  List<Pair> found() {
    return List.copyOf(found);
  }

  /** The orders of slices in what was found: those of gates return in other tensors. */
  List<int[]> orders() {
    return List.copyOf(orders);
  }

  /** Into which lengths axes were cut in what was found. */
  List<List<Long>> cuts() {
    return List.copyOf(cuts);
  }

  /** Remembers a cut. */
  void learn(Cut cut) {
    List<Long> lengths = cut.lengths();
    if (!cuts.contains(lengths)) {
      cuts.add(lengths);
    }
  }

  /** Takes a tensor out of the search that was found to belong to others. */
  void leave(Content content) {
    expected.remove(content);
    actual.remove(content);
  }

  /** Takes both sides' tensors out of the search. */
  void pair(Pair pair, List<Content> ofExpected, List<Content> ofActual) {
    found.add(pair);
    expected.removeAll(ofExpected);
    actual.removeAll(ofActual);
  }

  /** Remembers the orders of an arrangement that nothing but it explains. */
  void learn(Arrangement arrangement) {
    for (int[] order : arrangement.orders()) {
      if (order != null && orders.stream().noneMatch(known -> Arrays.equals(known, order))) {
        orders.add(order);
      }
    }
  }
}
