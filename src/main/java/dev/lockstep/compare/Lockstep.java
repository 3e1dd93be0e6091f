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
   * Runs the epochs of a case, up to the first that has no finite bounds.
   *
   * @param noise which errors an operation of this implementation may make
   * @param listener is told of every epoch
   */
  public static Outcome run(
      Backend backend,
      TrainingCase trainingCase,
      Execution execution,
      NoiseModel noise,
      EpochListener listener) {
    List<EpochComparison> epochs = new ArrayList<>();
    List<Step> divergent = new ArrayList<>();
    ModelState start = TorchInitializer.initialState(trainingCase);
    try (Session session = backend.open(trainingCase, start, execution);
        Session guide =
            Variant.correct().open(trainingCase, start, Precision.FLOAT64, Rounding.exact());
        LocalEnvelope envelope =
            new LocalEnvelope(trainingCase, Variant.correct(), noise, start, SEED)) {
      for (int epoch = 1; epoch <= trainingCase.epochs(); epoch++) {
        ModelState rounded = start.roundedTo(execution.precision());
        session.load(rounded);
        EpochRecord actual = session.step();
        LocalEnvelope.Expectation expected = envelope.from(rounded);
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
