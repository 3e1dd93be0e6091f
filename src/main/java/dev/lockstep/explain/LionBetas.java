package dev.lockstep.explain;

import dev.lockstep.recording.TensorName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the signs of Lion's steps tell of its two factors. A sign is that of {@code beta1 · m + (1 -
 * beta1) · g}, so that for a given running mean m each sign bounds beta1 from one side; the mean
 * follows from beta2, which is sought where the bounds leave beta1 some room.
 *
 * @param best1 a beta1 in the middle of the widest room
 * @param best2 the beta2 that leaves that room
 * @param beta1 from the least to the largest that any beta2 leaves
 * @param beta2 from the least to the largest that leaves room
 */
record LionBetas(double best1, double best2, Range beta1, Range beta2) {
  private static final int POINTS = 240;
  private static final int REFINEMENTS = 3;
  private static final double NEAREST_TO_ALL = 1e-5;

  /** From low to high. */
  record Range(double low, double high) {}

  /** What a beta2 leaves of beta1: bounds that fewest signs contradict. */
  private record Room(double beta2, double low, double high, int contradicted) {

    double width() {
      return high - low;
    }

    double misfit() {
      return contradicted + (low < high ? 0 : 1 - width());
    }
  }

  /** The ranges, or the nearest to them if no factors explain every sign. */
  static LionBetas of(List<Track> tracks) {
    Range recorded = recorded(tracks);
    double from = Math.log(Math.max(NEAREST_TO_ALL, 1 - recorded.high()));
    double to = Math.log(Math.max(NEAREST_TO_ALL, 1 - recorded.low()));
    List<Room> best = List.of();
    for (int k = 0; k <= REFINEMENTS; k++) {
      List<Room> rooms = new ArrayList<>();
      double step = (to - from) / POINTS;
      for (int i = 0; i <= POINTS; i++) {
        rooms.add(room(1 - Math.exp(from + i * step), tracks));
      }
      double least = rooms.stream().mapToDouble(Room::misfit).min().orElseThrow();
      best = rooms.stream().filter(room -> room.misfit() <= least).toList();
      // beta2 falls as the logarithm of what it leaves rises
      double high = Math.log(1 - best.get(best.size() - 1).beta2());
      double low = Math.log(1 - best.get(0).beta2());
      from = Math.max(from, low - step);
      to = Math.min(to, high + step);
    }
    double low1 = best.stream().mapToDouble(Room::low).min().orElseThrow();
    double high1 = best.stream().mapToDouble(Room::high).max().orElseThrow();
    Room widest = best.stream().max(Comparator.comparingDouble(Room::width)).orElseThrow();
    return new LionBetas(
        (widest.low() + widest.high()) / 2,
        widest.beta2(),
        new Range(low1, high1),
        new Range(best.get(best.size() - 1).beta2(), best.get(0).beta2()));
  }

  /**
   * What recorded running means leave of beta2: each new one is {@code beta2 · m + (1 - beta2) · g}
   * to rounding. All that it can be where none is recorded, or they contradict each other.
   */
  private static Range recorded(List<Track> tracks) {
    double low = 0;
    double high = 1;
    for (Track track : tracks) {
      for (Track.Step step : track.steps()) {
        double[] after = step.stateAfter().get(TensorName.EXP_AVG);
        double[] before = step.stateBefore().get(TensorName.EXP_AVG);
        if (after == null || before == null || step.gradient() == null) {
          continue;
        }
        for (int i = 0; i < after.length; i++) {
          double gradient = step.gradient()[i];
          double apart = before[i] - gradient;
          double roundings = 2 * (Math.abs(before[i]) + Math.abs(gradient)) + Math.abs(after[i]);
          double off = track.arithmetic().unit() * roundings + track.arithmetic().tiny();
          if (Math.abs(apart) > off && Double.isFinite(after[i])) {
            double kept = (after[i] - gradient) / apart;
            low = Math.max(low, kept - off / Math.abs(apart));
            high = Math.min(high, kept + off / Math.abs(apart));
          }
        }
      }
    }
    return low <= high ? new Range(low, high) : new Range(0, 1);
  }

  private static Room room(double beta2, List<Track> tracks) {
    Bounds bounds = new Bounds();
    for (Track track : tracks) {
      double[] mean = null;
      int last = 0;
      for (Track.Step step : track.steps()) {
        double[] recorded = step.stateBefore().get(TensorName.EXP_AVG);
        if (recorded != null) {
          mean = recorded.clone();
        } else if (step.number() == 1) {
          mean = new double[track.elements()];
        } else if (step.number() != last + 1) {
          mean = null;
        }
        last = step.number();
        if (mean == null || step.gradient() == null) {
          mean = null;
          continue;
        }
        if (step.before() != null && step.after() != null) {
          bounds.add(step, mean);
        }
        for (int i = 0; i < mean.length; i++) {
          mean[i] = beta2 * mean[i] + (1 - beta2) * step.gradient()[i];
        }
      }
    }
    return new Room(beta2, bounds.low, bounds.high, bounds.contradicted);
  }

  /** What signs leave of beta1. */
  private static final class Bounds {
    private double low = 0;
    private double high = 1;
    private int contradicted;

    void add(Track.Step step, double[] mean) {
      for (int i = 0; i < mean.length; i++) {
        double sign = Math.signum(step.before()[i] - step.after()[i]);
        double gradient = sign * step.gradient()[i];
        double kept = sign * mean[i];
        if (!Double.isFinite(gradient) || !Double.isFinite(kept)) {
          contradicted++; // no factor makes a sign of it
        } else if (gradient < 0 && kept < 0) {
          contradicted++;
        } else if (gradient < 0 && kept > 0) {
          low = Math.max(low, gradient / (gradient - kept));
        } else if (gradient > 0 && kept < 0) {
          high = Math.min(high, gradient / (gradient - kept));
        }
      }
    }
  }
}
