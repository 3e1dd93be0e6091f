package dev.lockstep.explain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Arrays of one length for what a calculation passes through, used again once a step of it is over:
 * they stay near the processor, where fresh ones would have to be fetched and cleared. For one
 * thread.
 */
final class Scratch {
  private final int length;
  private final Deque<double[]> free = new ArrayDeque<>();
  private List<double[]> taken = new ArrayList<>();

  /**
   * None yet.
   *
   * @param length of every array
   */
  Scratch(int length) {
    this.length = length;
  }

  /** An array that holds anything. */
  double[] take() {
    double[] array = free.isEmpty() ? new double[length] : free.pop();
    taken.add(array);
    return array;
  }

  /**
   * Takes back every array but those of some numbers: nothing else that was calculated so far may
   * be read any more.
   */
  void reclaim(Collection<Rounded> kept) {
    Set<double[]> used = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Rounded numbers : kept) {
      used.add(numbers.value);
      used.add(numbers.error);
    }
    List<double[]> still = new ArrayList<>();
    for (double[] array : taken) {
      if (used.contains(array)) {
        still.add(array);
      } else {
        free.push(array);
      }
    }
    taken = still;
  }
}
