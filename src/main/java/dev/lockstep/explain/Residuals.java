package dev.lockstep.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What a candidate leaves unexplained of some tracks: for every element of every step the new
 * parameter, and every recorded number of the optimizer's state, less what the rule gives; each
 * with the bound that rounding sets. The rate, which enters linearly, is the one that leaves least.
 */
final class Residuals {
  private static final double AROUND = 0.1;
  private static final double MEANINGFUL = 0.1;
  private static final double ROUNDINGS = 16;

  /** The key of a rate that is the same in every step. */
  static final int EVERY_STEP = 0;

  /**
   * The elements of one track at one step.
   *
   * @param track the index of the track
   * @param step the number of the step
   * @param state which state, or the empty string for the parameter
   * @param rest what is left before the rate's part: how far the parameter moved from its base
   * @param direction what the rate multiplies; zeros for state
   * @param restError how far rounding may move the rest
   * @param directionError how far rounding may move the direction
   * @param scale a size for softened bounds: how far the element moved and its neighbours did
   * @param floor what no bound can be expected to be smaller than: the number's own rounding
   */
  record Block(
      int track,
      int step,
      String state,
      double[] rest,
      double[] direction,
      double[] restError,
      double[] directionError,
      double[] scale,
      double[] floor) {

    boolean ofParameter() {
      return state.isEmpty();
    }

    double residual(int i, double rate) {
      return rest[i] + rate * direction[i];
    }

    /** Infinite or NaN where the rule or the recording leaves the element open. */
    double bound(int i, double rate) {
      return restError[i] + Math.abs(rate) * directionError[i];
    }

    /** The residual over its bound: infinite if it is NaN, 0 if it means nothing. */
    double excess(int i, double rate) {
      if (!isTold(i, rate)) {
        return 0;
      }
      double excess = Math.abs(residual(i, rate)) / bound(i, rate);
      return Double.isNaN(excess) ? Double.POSITIVE_INFINITY : excess;
    }

    /** Whether rounding bounds the residual at all. */
    boolean isBounded(int i) {
      return restError[i] + directionError[i] < Double.POSITIVE_INFINITY;
    }

    /** Whether a residual within its bound means anything: the bound is small beside the number. */
    boolean isTold(int i, double rate) {
      return bound(i, rate) <= Math.max(floor[i], MEANINGFUL * scale[i]);
    }
  }

  private final boolean scheduled;
  private final List<Block> blocks = new ArrayList<>();
  private final SortedMap<Integer, Double> rates = new TreeMap<>();

  private Residuals(boolean scheduled) {
    this.scheduled = scheduled;
  }

  /**
   * Replays a candidate and finds the rates that leave least.
   *
   * @param soft the part of each movement by which the bounds are softened meanwhile; 0 in the end
   */
  static Residuals of(Candidate candidate, Settings settings, List<Track> tracks, double soft) {
    Residuals residuals = replayed(candidate, settings, tracks);
    residuals.findRates(soft);
    return residuals;
  }

  /** Replays a candidate with given rates, by step or under {@link #EVERY_STEP}. */
  static Residuals with(
      Candidate candidate, Settings settings, List<Track> tracks, Map<Integer, Double> rates) {
    Residuals residuals = replayed(candidate, settings, tracks);
    residuals.rates.putAll(rates);
    return residuals;
  }

  private static Residuals replayed(Candidate candidate, Settings settings, List<Track> tracks) {
    Residuals residuals = new Residuals(candidate.scheduled());
    for (int i = 0; i < tracks.size(); i++) {
      replay(candidate, settings, i, tracks.get(i), residuals.blocks::add);
    }
    return residuals;
  }

  /**
   * Replays a candidate over one track and hands on every block as it comes, so that none need be
   * held.
   *
   * @param index the track's, for the blocks
   */
  static void replay(
      Candidate candidate, Settings settings, int index, Track track, Consumer<Block> blocks) {
    double[] none = new double[track.elements()];
    Replay.run(
        candidate,
        settings,
        track,
        (step, move, state) -> {
          if (step.after() != null) {
            blocks.accept(parameter(index, track, step, move));
          }
          for (Map.Entry<String, Rounded> entry : state.entrySet()) {
            double[] recorded = step.stateAfter().get(entry.getKey());
            if (recorded != null) {
              blocks.accept(
                  state(index, track, step, entry.getKey(), entry.getValue(), recorded, none));
            }
          }
        });
  }

  private static Block parameter(int index, Track track, Track.Step step, Move move) {
    int n = track.elements();
    double unit = track.arithmetic().unit();
    double[] rest = new double[n];
    double[] restError = new double[n];
    double[] directionError = new double[n];
    double[] floor = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double after = step.after()[i];
      rest[i] = after - move.base().value[i];
      restError[i] = Math.abs(after) * unit + move.base().error[i] + track.arithmetic().tiny();
      floor[i] = ROUNDINGS * unit * Math.max(Math.abs(after), Math.abs(step.before()[i]));
      directionError[i] = move.direction().error[i] + unit * Math.abs(move.direction().value[i]);
      if (!Double.isFinite(after + step.before()[i] + step.gradient()[i])) {
        restError[i] = Double.POSITIVE_INFINITY;
      }
      sum += Double.isFinite(rest[i]) ? rest[i] * rest[i] : 0;
    }
    double around = AROUND * Math.sqrt(sum / n);
    double[] scale = new double[n];
    for (int i = 0; i < n; i++) {
      scale[i] = Math.abs(rest[i]) + around;
    }
    return new Block(
        index,
        step.number(),
        "",
        rest,
        move.direction().value.clone(),
        restError,
        directionError,
        scale,
        floor);
  }

  private static Block state(
      int index,
      Track track,
      Track.Step step,
      String name,
      Rounded given,
      double[] recorded,
      double[] none) {
    int n = track.elements();
    double unit = track.arithmetic().unit();
    double[] rest = new double[n];
    double[] restError = new double[n];
    double[] scale = new double[n];
    double[] floor = new double[n];
    for (int i = 0; i < n; i++) {
      rest[i] = recorded[i] - given.value[i];
      restError[i] = Math.abs(recorded[i]) * unit + given.error[i] + track.arithmetic().tiny();
      if (!Double.isFinite(recorded[i])) {
        restError[i] = Double.POSITIVE_INFINITY;
      }
      scale[i] = Math.abs(recorded[i]);
      floor[i] = ROUNDINGS * unit * scale[i];
    }
    return new Block(index, step.number(), name, rest, none, restError, none, scale, floor);
  }

  /** Twice, as bounds hang on the rate, and as what a sum of many products rounds off is found. */
  private void findRates(double soft) {
    SortedMap<Integer, double[]> sums = new TreeMap<>();
    for (int pass = 0; pass < 2; pass++) {
      sums.clear();
      for (Block block : blocks) {
        if (block.ofParameter()) {
          addTo(sums.computeIfAbsent(key(block), key -> new double[2]), block, rate(block), soft);
        }
      }
      sums.forEach(
          (key, sum) -> rates.merge(key, sum[1] > 0 ? 0 - sum[0] / sum[1] : 0, Double::sum));
    }
  }

  private static void addTo(double[] sums, Block block, double rate, double soft) {
    for (int i = 0; i < block.rest().length; i++) {
      double bound = block.bound(i, rate) + soft * block.scale()[i];
      double product = block.residual(i, rate) * block.direction()[i];
      if (bound > 0 && bound < Double.POSITIVE_INFINITY && Double.isFinite(product)) {
        double weight = 1 / (bound * bound);
        sums[0] += weight * product;
        sums[1] += weight * block.direction()[i] * block.direction()[i];
      }
    }
  }

  private int key(Block block) {
    return scheduled ? block.step() : EVERY_STEP;
  }

  List<Block> blocks() {
    return blocks;
  }

  /** The rates by step, or the one of all under {@link #EVERY_STEP}. */
  SortedMap<Integer, Double> rates() {
    return rates;
  }

  /** The rate of a block; 0 if none was found. */
  double rate(Block block) {
    return rates.getOrDefault(key(block), 0.0);
  }

  /** The largest residual over its bound; infinite if one is NaN, 0 if there is none. */
  double excess() {
    double worst = 0;
    for (Block block : blocks) {
      double rate = rate(block);
      for (int i = 0; i < block.rest().length; i++) {
        worst = Math.max(worst, block.excess(i, rate));
      }
    }
    return worst;
  }

  /**
   * The standard deviation of the rate, of the first step's if there are several, if each residual
   * over its bound has that of 1 and all else is known.
   */
  double rateDeviation() {
    int first = rates.firstKey();
    double sum = 0;
    for (Block block : blocks) {
      if (block.ofParameter() && key(block) == first) {
        double rate = rate(block);
        for (int i = 0; i < block.rest().length; i++) {
          double weighted = block.direction()[i] / block.bound(i, rate);
          sum += Double.isFinite(weighted) ? weighted * weighted : 0;
        }
      }
    }
    return 1 / Math.sqrt(sum);
  }

  /** The part of all elements of which the rule says something; 0 if there is none. */
  double told() {
    long told = 0;
    long all = 0;
    for (Block block : blocks) {
      for (int i = 0; i < block.rest().length; i++) {
        told += block.isTold(i, rate(block)) ? 1 : 0;
        all++;
      }
    }
    return all == 0 ? 0 : (double) told / all;
  }

  /**
   * A row as {@link #weighted} gives it of what a part of one step's rate makes of its parameters.
   */
  double[] weightedShare(int step, double part) {
    int size = blocks.stream().mapToInt(block -> block.rest().length).sum();
    double[] row = new double[size];
    int at = 0;
    for (Block block : blocks) {
      double rate = rate(block);
      for (int i = 0; i < block.rest().length; i++, at++) {
        if (block.step() == step && block.ofParameter() && block.isBounded(i)) {
          row[at] = part * rate * block.direction()[i] / block.bound(i, rate);
        }
      }
    }
    return row;
  }

  /**
   * All residuals in one row, each over its bound; 0 where it means nothing.
   *
   * @param soft the part of each movement by which the bounds are softened
   * @param boundsOf whose bounds are taken: residuals of the same candidate and tracks
   */
  double[] weighted(double soft, Residuals boundsOf) {
    int size = blocks.stream().mapToInt(block -> block.rest().length).sum();
    double[] row = new double[size];
    int at = 0;
    for (int k = 0; k < blocks.size(); k++) {
      Block block = blocks.get(k);
      Block bounds = boundsOf.blocks.get(k);
      double rate = rate(block);
      double boundsRate = boundsOf.rate(bounds);
      for (int i = 0; i < block.rest().length; i++, at++) {
        if (block.isBounded(i) && bounds.isBounded(i)) {
          row[at] =
              block.residual(i, rate) / (bounds.bound(i, boundsRate) + soft * bounds.scale()[i]);
        }
      }
    }
    return row;
  }
}
