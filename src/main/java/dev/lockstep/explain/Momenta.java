package dev.lockstep.explain;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How much of its running mean of gradients, or of its momentum buffer, each step keeps, where that
 * changes from step to step as a one-cycle schedule changes it. Read from recorded state alone:
 * every new number is {@code kept · old + added}, for all elements with the same part that is kept.
 */
final class Momenta {
  private Momenta() {}

  /**
   * What each step keeps by a rule's way of it.
   *
   * @return by step; empty if the rule keeps nothing of the kind, no state is recorded, or all
   *     steps keep the same
   */
  static SortedMap<Integer, Double> of(UpdateRule rule, Track track) {
    SortedMap<Integer, Double> kept = new TreeMap<>();
    rule.mean()
        .ifPresent(
            mean -> {
              for (Track.Step step : track.steps()) {
                Equations equations = new Equations(rule.decay() == Decay.COUPLED);
                equations.add(mean, step, track.elements());
                if (equations.tell()) {
                  kept.put(step.number(), equations.kept());
                }
              }
            });
    double unit = track.arithmetic().unit();
    boolean changes =
        kept.size() > 1
            && Collections.max(kept.values()) - Collections.min(kept.values()) > spread(unit);
    return changes ? kept : new TreeMap<>();
  }

  // a factor near 1 is known to a few units in the last place, and by few elements to more
  private static double spread(double unit) {
    return 1e3 * unit;
  }

  /** Weighted least squares for what is kept and, if it is coupled, for what decay adds. */
  private static final class Equations {
    private final boolean coupled;
    private double oldOld;
    private double oldDecay;
    private double decayDecay;
    private double oldNew;
    private double decayNew;

    Equations(boolean coupled) {
      this.coupled = coupled;
    }

    /** One equation an element, each as good as its numbers are large. */
    void add(UpdateRule.Mean mean, Track.Step step, int elements) {
      double[] after = step.stateAfter().get(mean.state());
      double[] before = step.stateBefore().get(mean.state());
      boolean known =
          after != null
              && step.gradient() != null
              && (step.before() != null || !coupled)
              && (before != null || (step.number() == 1 && mean.averages()));
      if (!known) {
        return;
      }
      for (int i = 0; i < elements; i++) {
        double gradient = step.gradient()[i];
        double held = before == null ? 0 : before[i];
        // kept · held + gradient, or kept · held + (1 - kept) · gradient
        double old = mean.averages() ? held - gradient : held;
        double decay = coupled ? step.before()[i] : 0;
        double size = Math.abs(after[i]) + Math.abs(gradient) + Math.abs(held);
        if (size > 0 && Double.isFinite(size)) {
          double weight = 1 / (size * size);
          oldOld += weight * old * old;
          oldDecay += weight * old * decay;
          decayDecay += weight * decay * decay;
          oldNew += weight * old * (after[i] - gradient);
          decayNew += weight * decay * (after[i] - gradient);
        }
      }
    }

    boolean tell() {
      return determinant() > 0;
    }

    double kept() {
      return (oldNew * (coupled ? decayDecay : 1) - oldDecay * decayNew) / determinant();
    }

    private double determinant() {
      return coupled ? oldOld * decayDecay - oldDecay * oldDecay : oldOld;
    }
  }
}
