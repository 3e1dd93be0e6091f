package dev.lockstep.noise;

import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.StepBounds;
import dev.lockstep.compare.StepResult;
import dev.lockstep.model.ModelState;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one epoch from a given state should give, and how far one epoch's rounding may move it. The
 * bounds are derived anew for every state, element by element, so that a small entry among large
 * ones is not judged by the large ones.
 */
public final class LocalEnvelope implements AutoCloseable {
  /** How many randomly rounded epochs give the bounds. */
  public static final int RUNS = 32;

  /** How many more add up in another order. */
  public static final int OTHER_ORDER_RUNS = 8;

  private static final int ROUGH_RUNS = 4;

  private final NoiseModel noise;
  private final double guess;
  private final Session exact;
  private final List<Session> rounded = new ArrayList<>();
  private final List<Session> otherOrder = new ArrayList<>();

  /**
   * Prepares the sessions.
   *
   * @param trainingCase what to train
   * @param variant the rules to train by
   * @param noise which errors an operation may make
   * @param seed chooses the random errors
   */
  public LocalEnvelope(TrainingCase trainingCase, Variant variant, NoiseModel noise, long seed) {
    this(trainingCase, variant, noise, seed, RUNS, OTHER_ORDER_RUNS);
  }

  /**
   * An envelope of a few epochs, which tells what lies far outside and what may lie within.
   *
   * @param variant the rules to train by
   * @param seed chooses the random errors
   */
  public static LocalEnvelope rough(
      TrainingCase trainingCase, Variant variant, NoiseModel noise, long seed) {
    return new LocalEnvelope(trainingCase, variant, noise, seed, ROUGH_RUNS, 1);
  }

  private LocalEnvelope(
      TrainingCase trainingCase,
      Variant variant,
      NoiseModel noise,
      long seed,
      int runs,
      int otherOrderRuns) {
    this.noise = noise;
    this.guess = Spread.lossOfAGuess(trainingCase);
    Precision precision = noise.precision();
    this.exact = variant.start(trainingCase, precision, Rounding.exact());
    for (int run = 0; run < runs; run++) {
      rounded.add(variant.start(trainingCase, precision, noise.rounding(seed * RUNS + run)));
    }
    for (int run = 0; run < otherOrderRuns; run++) {
      otherOrder.add(variant.start(trainingCase, precision, noise.otherOrder(seed * RUNS + run)));
    }
  }

  /** The epoch that follows a state, rounded to the precision, and its bounds. */
  public Expectation from(ModelState start) {
    exact.load(start);
    StepRecord expected = exact.step();
    Spread inOtherOrder = spread(otherOrder, expected, start);
    StepBounds bounds =
        spread(rounded, expected, start).bounds(expected.step(), noise, inOtherOrder);
    return new Expectation(expected, bounds);
  }

  private Spread spread(List<Session> sessions, StepRecord expected, ModelState start) {
    Spread spread = new Spread(expected, guess);
    for (Session session : sessions) {
      session.load(start);
      spread.add(session.step());
    }
    return spread;
  }

  @Override
  public void close() {
    exact.close();
    rounded.forEach(Session::close);
    otherOrder.forEach(Session::close);
  }

  /**
   * What an epoch should give.
   *
   * @param record the exact numbers
   * @param bounds how far each may be missed
   */
  public record Expectation(StepRecord record, StepBounds bounds) {

    /** A step compared with the expected one; empty if rounding alone decides what it gives. */
    public Optional<StepResult> compare(StepRecord actual) {
      return bounds instanceof StepBounds.Bounded bounded
          ? Optional.of(StepResult.of(record, actual, bounded))
          : Optional.empty();
    }
  }
}
