package dev.lockstep.explain;

import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * Which elements of a parameter settings are estimated from: some spread evenly, those whose
 * parameter is nearest to 0, whose updates are therefore recorded most finely, and those of the
 * smallest and largest gradients, which tell epsilon and clipping. Always the same ones.
 */
final class Sampling {
  private static final int PIECE = 1 << 12;

  private Sampling() {}

  /**
   * A sample of a parameter.
   *
   * @param most how many elements at most, 4 or more
   */
  static Track of(RecordedUpdates updates, String name, int most) {
    long elements = updates.parameters().get(name);
    if (elements <= most) {
      return updates.block(name, 0, (int) elements);
    }
    int share = most / 4;
    Least finest = new Least(share);
    Least smallest = new Least(share);
    Least largest = new Least(share);
    TreeSet<Long> chosen = new TreeSet<>();
    for (int k = 0; k < share; k++) {
      chosen.add(elements * (2L * k + 1) / (2L * share));
    }
    RecordedUpdates.FirstStep step = updates.firstStep(name);
    double[] before = new double[PIECE];
    double[] gradient = new double[PIECE];
    for (long from = 0; from < elements; from += PIECE) {
      int count = (int) Math.min(PIECE, elements - from);
      step.before().read(from, before, count);
      step.gradient().read(from, gradient, count);
      for (int i = 0; i < count; i++) {
        if (gradient[i] != 0 && Double.isFinite(gradient[i])) {
          finest.offer(from + i, Math.abs(before[i]));
          smallest.offer(from + i, Math.abs(gradient[i]));
          largest.offer(from + i, -Math.abs(gradient[i]));
        }
      }
    }
    chosen.addAll(finest.indices());
    chosen.addAll(smallest.indices());
    chosen.addAll(largest.indices());
    return updates.track(name, chosen.stream().mapToLong(Long::longValue).toArray());
  }

  /** The indices of the least numbers. */
  private static final class Least {
    private final int most;
    private final PriorityQueue<Map.Entry<Long, Double>> entries =
        new PriorityQueue<>(Map.Entry.<Long, Double>comparingByValue().reversed());

    Least(int most) {
      this.most = most;
    }

    void offer(long index, double value) {
      if (entries.size() < most) {
        entries.add(Map.entry(index, value));
      } else if (value < entries.element().getValue()) {
        entries.remove();
        entries.add(Map.entry(index, value));
      }
    }

    List<Long> indices() {
      return entries.stream().map(Map.Entry::getKey).toList();
    }
  }
}
