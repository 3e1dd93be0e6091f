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

  /** Takes a closer look at an element that was counted as compared; its excess. */
  double look(long flat, double actual, double expected, double allowed) {
    double difference = Math.abs(actual - expected);
    double excess = Element.excess(difference, allowed);
    if (excess > worstExcess) {
      worstExcess = excess;
      worst = new Element(flat, actual, expected, allowed);
    }
    if (!Element.isWithin(difference, allowed)) {
      mismatches++;
      first = first == null ? new Element(flat, actual, expected, allowed) : first;
      boolean finite = Double.isFinite(actual) && Double.isFinite(expected);
      nonFinite = !finite && nonFinite < 0 ? flat : nonFinite;
    }
    return excess;
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
