package dev.lockstep.noise;

import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.StepBounds;
import dev.lockstep.compare.TrainingResult;
import dev.lockstep.model.StepTensors;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Precision;
import dev.lockstep.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a training of a case may legitimately stray from the exact one, epoch by epoch: the exact
 * training, and bounds from many trainings whose every operation is rounded at random.
 *
 * <p>Each bound is a multiple of a root mean square over {@value #RUNS} trainings. That many give,
 * with independent seeds, envelopes that agree within 30% on the exam's trainings: their final
 * softmax strays along one or a few directions, along one at worst, and the root mean square of 48
 * normal numbers has a standard deviation of 10%. The ratio of two halves with independent seeds is
 * kept, so that a case that needs more can be told.
 *
 * @param noise which errors an operation may make
 * @param exact the float64 training
 * @param bounds one entry an epoch; with bounds for the activations in the last; undecided from
 *     where rounding alone decides which way the training goes
 * @param agreement the ratio of the final softmax's spreads over either half of the trainings, the
 *     larger over the smaller, 1 or more
 */
public record Envelope(
    NoiseModel noise, List<StepRecord> exact, List<StepBounds> bounds, double agreement) {

  /** How many randomly rounded trainings give the bounds. */
  public static final int RUNS = 48;

  /** How many more add up in another order. */
  public static final int OTHER_ORDER_RUNS = 8;

  private static final TensorName SOFTMAX = StepTensors.SOFTMAX;

  /** Copies the lists. */
  public Envelope {
    exact = List.copyOf(exact);
    bounds = List.copyOf(bounds);
  }

  /**
   * Derives the envelope of a case.
   *
   * @param seed chooses the random errors; the same seed gives the same envelope
   */
  public static Envelope of(TrainingCase trainingCase, NoiseModel noise, long seed) {
    return of(trainingCase, Variant.correct(), noise, seed);
  }

  /**
   * Derives the envelope of a case trained by other rules.
   *
   * @param variant the rules
   * @param seed chooses the random errors; the same seed gives the same envelope
   */
  public static Envelope of(
      TrainingCase trainingCase, Variant variant, NoiseModel noise, long seed) {
    List<StepRecord> exact = exactTraining(trainingCase, variant, noise.precision());
    double guess = Spread.lossOfAGuess(trainingCase);
    List<Spread> first = spreads(exact, guess);
    List<Spread> second = spreads(exact, guess);
    for (int run = 0; run < RUNS; run++) {
      Rounding rounding = noise.rounding(seed * RUNS + run);
      add(
          run < RUNS / 2 ? first : second,
          training(trainingCase, variant, noise.precision(), rounding));
    }
    List<Spread> otherOrder = spreads(exact, guess);
    for (int run = 0; run < OTHER_ORDER_RUNS; run++) {
      Rounding rounding = noise.otherOrder(seed * RUNS + run);
      add(otherOrder, training(trainingCase, variant, noise.precision(), rounding));
    }
    List<StepBounds> bounds = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      Spread inOrder = first.get(i).mergedWith(second.get(i));
      bounds.add(inOrder.bounds(i + 1, noise, otherOrder.get(i)));
    }
    double agreement = ratio(last(first), last(second));
    return new Envelope(noise, exact, upToChaos(bounds), agreement);
  }

  /** What comes after an epoch without bounds has none either. */
  private static List<StepBounds> upToChaos(List<StepBounds> bounds) {
    List<StepBounds> decided = new ArrayList<>();
    boolean chaotic = false;
    for (StepBounds epoch : bounds) {
      chaotic |= epoch instanceof StepBounds.Undecided;
      decided.add(chaotic ? new StepBounds.Undecided(epoch.step()) : epoch);
    }
    return decided;
  }

  /** The same training with bounds for the difference of two that may both stray. */
  public Envelope plus(Envelope other) {
    List<StepBounds> both = new ArrayList<>();
    for (int i = 0; i < bounds.size(); i++) {
      both.add(bounds.get(i).plus(other.bounds.get(i)));
    }
    return new Envelope(noise, exact, both, Math.max(agreement, other.agreement));
  }

  /** A free-running training compared with the exact one: what has accumulated up to each epoch. */
  public TrainingResult drift(List<StepRecord> actual) {
    return TrainingResult.of(exact, actual, bounds);
  }

  /** The bounds of the last epoch's softmax, [T, V]; empty if rounding alone decides what it is. */
  public Optional<Tensor> softmax() {
    return bounds.get(bounds.size() - 1) instanceof StepBounds.Bounded last
        ? Optional.of(last.allowed().get(SOFTMAX))
        : Optional.empty();
  }

  /**
   * The training of a case by the variant's rules, without rounding.
   *
   * @param precision of the training that it stands for, on which a variant's settings may depend
   */
  public static List<StepRecord> exactTraining(
      TrainingCase trainingCase, Variant variant, Precision precision) {
    return training(trainingCase, variant, precision, Rounding.exact());
  }

  /**
   * The training of a case by the variant's rules, with the activations of its last epoch alone.
   *
   * @param precision of the training, to which every loaded state is rounded
   * @param rounding the number format of every operation
   */
  public static List<StepRecord> training(
      TrainingCase trainingCase, Variant variant, Precision precision, Rounding rounding) {
    List<StepRecord> records = new ArrayList<>();
    try (Session session = variant.start(trainingCase, precision, rounding)) {
      for (int epoch = 1; epoch <= trainingCase.epochs(); epoch++) {
        StepRecord record = session.step();
        records.add(epoch == trainingCase.epochs() ? record : record.without(Kind.ACTIVATION));
      }
    }
    return List.copyOf(records);
  }

  private static List<Spread> spreads(List<StepRecord> exact, double guess) {
    return exact.stream().map(step -> new Spread(step, guess)).toList();
  }

  private static void add(List<Spread> spreads, List<StepRecord> records) {
    for (int i = 0; i < records.size(); i++) {
      spreads.get(i).add(records.get(i));
    }
  }

  private static Spread last(List<Spread> spreads) {
    return spreads.get(spreads.size() - 1);
  }

  private static double ratio(Spread first, Spread second) {
    double a = first.rootMeanSquare(SOFTMAX);
    double b = second.rootMeanSquare(SOFTMAX);
    return a == b ? 1 : Math.max(a, b) / Math.min(a, b);
  }
}
