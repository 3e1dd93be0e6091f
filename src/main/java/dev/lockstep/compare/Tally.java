package dev.lockstep.compare;

import java.util.Optional;

/** What is known of the elements seen so far, in row-major order. */
final class Tally {
  long compared;
  long mismatches;
  long differing;
  double sumOfSquares;
  boolean signalSeen;
  private Element first;
  private Element worst;
  private double worstExcess = -1;
  private Element firstDifference;
  private long nonFinite = -1;

  /** The excess up to which an element needs no closer look. */
  double unremarkable() {
    return Math.min(worstExcess, ALMOST);
  }

  private static final double ALMOST = 1 - 1e-9;

  /** Takes a closer look at an element that was counted as compared. */
  void look(Element element) {
    double excess = element.excess();
    if (excess > worstExcess) {
      worstExcess = excess;
      worst = element;
    }
    if (!element.isWithin()) {
      mismatches++;
      first = first == null ? element : first;
    }
    boolean finite = Double.isFinite(element.actual()) && Double.isFinite(element.expected());
    if (!finite && nonFinite < 0) {
      nonFinite = element.flat();
    }
  }

  /** Counts an element that differs and cannot be judged. */
  void differs(Element element) {
    differing++;
    firstDifference = firstDifference == null ? element : firstDifference;
  }

  /** Adds what is known of later elements. */
  void add(Tally later) {
    compared += later.compared;
    mismatches += later.mismatches;
    differing += later.differing;
    sumOfSquares += later.sumOfSquares;
    signalSeen |= later.signalSeen;
    first = first == null ? later.first : first;
    firstDifference = firstDifference == null ? later.firstDifference : firstDifference;
    nonFinite = nonFinite < 0 ? later.nonFinite : nonFinite;
    if (later.worstExcess > worstExcess) {
      worstExcess = later.worstExcess;
      worst = later.worst;
    }
  }

  Optional<Element> first() {
    return Optional.ofNullable(first);
  }

  Optional<Element> worst() {
    return Optional.ofNullable(worst);
  }

  Optional<Element> firstDifference() {
    return Optional.ofNullable(firstDifference);
  }

  Optional<Long> nonFinite() {
    return nonFinite < 0 ? Optional.empty() : Optional.of(nonFinite);
  }
}
