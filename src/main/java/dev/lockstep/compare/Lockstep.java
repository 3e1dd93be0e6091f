package dev.lockstep.compare;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.tensor.Precision;
import dev.lockstep.training.EpochListener;
import dev.lockstep.trajectory.EpochRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares one epoch's work at a time: before every epoch the implementation is given the
 * reference's parameters, moments and step count, rounded to its precision, so that what differs
 * afterwards is local error and not drift.
 */
public final class Lockstep {
  /** How many divergent epochs are kept whole, for a diagnosis. */
  public static final int KEPT = 3;

  private static final long SEED = 1;

  private Lockstep() {}

  /**
   * Runs the epochs of a case, compared with the reference, up to the first that has no finite
   * bounds.
   *
   * @param listener is told of every epoch
   */
  public static Outcome run(
      Backend backend, TrainingCase trainingCase, Execution execution, EpochListener listener) {
    try (LocalEnvelope envelope = envelope(backend, trainingCase, execution)) {
      return run(backend, trainingCase, execution, envelope::from, listener);
    }
  }

  /**
   * Runs the epochs of a case, compared with another implementation that is given the same states,
   * up to the first that has no finite bounds. Allowed is what both may stray together.
   *
   * @param listener is told of every epoch
   */
  public static Outcome runAgainst(
      Backend backend,
      Backend other,
      TrainingCase trainingCase,
      Execution execution,
      EpochListener listener) {
    ModelState start = TorchInitializer.initialState(trainingCase);
    try (LocalEnvelope envelope = envelope(backend, trainingCase, execution);
        LocalEnvelope otherEnvelope = envelope(other, trainingCase, execution);
        Session opponent = other.open(trainingCase, start, execution)) {
      return run(
          backend,
          trainingCase,
          execution,
          state -> {
            opponent.load(state);
            EpochBounds bounds =
                envelope.from(state).bounds().plus(otherEnvelope.from(state).bounds());
            return new LocalEnvelope.Expectation(opponent.step(), bounds);
          },
          listener);
    }
  }

  private static LocalEnvelope envelope(
      Backend backend, TrainingCase trainingCase, Execution execution) {
    NoiseModel noise = NoiseModel.of(backend.info(), execution.precision());
    ModelState start = TorchInitializer.initialState(trainingCase);
    return new LocalEnvelope(trainingCase, Variant.correct(), noise, start, SEED);
  }

  private static Outcome run(
      Backend backend,
      TrainingCase trainingCase,
      Execution execution,
      Oracle oracle,
      EpochListener listener) {
    List<EpochComparison> epochs = new ArrayList<>();
    List<Step> divergent = new ArrayList<>();
    ModelState start = TorchInitializer.initialState(trainingCase);
    try (Session session = backend.open(trainingCase, start, execution);
        Session guide =
            Variant.correct().open(trainingCase, start, Precision.FLOAT64, Rounding.exact())) {
      for (int epoch = 1; epoch <= trainingCase.epochs(); epoch++) {
        ModelState rounded = start.roundedTo(execution.precision());
        session.load(rounded);
        EpochRecord actual = session.step();
        LocalEnvelope.Expectation expected = oracle.from(rounded);
        if (!expected.bounds().areFinite()) {
          break;
        }
        EpochComparison comparison =
            EpochComparison.of(actual, expected.record(), expected.bounds());
        epochs.add(comparison);
        if (comparison.mismatches() > 0 && divergent.size() < KEPT) {
          divergent.add(new Step(rounded, actual));
        }
        listener.epochDone(epoch);
        start = guide.step().state();
      }
    }
    return new Outcome(new SeriesComparison(epochs, trainingCase.epochs()), divergent);
  }

  /** Says what the epoch after a state should give. */
  @FunctionalInterface
  private interface Oracle {
    LocalEnvelope.Expectation from(ModelState state);
  }

  /**
   * What a run found.
   *
   * @param comparison every epoch compared
   * @param divergent the first epochs with a mismatch, at most {@value #KEPT}
   */
  public record Outcome(SeriesComparison comparison, List<Step> divergent) {
    /** Copies the list. */
    public Outcome {
      divergent = List.copyOf(divergent);
    }
  }

  /**
   * One epoch of an implementation.
   *
   * @param start the state that it was given
   * @param record what it made of it
   */
  public record Step(ModelState start, EpochRecord record) {}
}
