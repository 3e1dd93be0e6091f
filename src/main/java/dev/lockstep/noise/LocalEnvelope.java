package dev.lockstep.noise;

import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.EpochBounds;
import dev.lockstep.model.ModelState;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import java.util.ArrayList;
import java.util.List;

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

  private final NoiseModel noise;
  private final Session exact;
  private final List<Session> rounded = new ArrayList<>();
  private final List<Session> otherOrder = new ArrayList<>();

  /**
   * Prepares the sessions.
   *
   * @param trainingCase what to train
   * @param variant the rules to train by
   * @param noise which errors an operation may make
   * @param initial any state of the case
   * @param seed chooses the random errors
   */
  public LocalEnvelope(
      TrainingCase trainingCase, Variant variant, NoiseModel noise, ModelState initial, long seed) {
    this.noise = noise;
    Precision precision = noise.precision();
    this.exact = variant.open(trainingCase, initial, precision, Rounding.exact());
    for (int run = 0; run < RUNS; run++) {
      rounded.add(
          variant.open(trainingCase, initial, precision, noise.rounding(seed * RUNS + run)));
    }
    for (int run = 0; run < OTHER_ORDER_RUNS; run++) {
      otherOrder.add(
          variant.open(trainingCase, initial, precision, noise.otherOrder(seed * RUNS + run)));
    }
  }

  /** The epoch that follows a state, rounded to the precision, and its bounds. */
  public Expectation from(ModelState start) {
    exact.load(start);
    StepRecord expected = exact.step();
    Spread inOtherOrder = spread(otherOrder, expected, start);
    EpochBounds bounds =
        spread(rounded, expected, start).bounds(expected.step(), noise, inOtherOrder);
    return new Expectation(expected, bounds);
  }

  private static Spread spread(List<Session> sessions, StepRecord expected, ModelState start) {
    Spread spread = new Spread(expected);
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
  public record Expectation(StepRecord record, EpochBounds bounds) {}
}
