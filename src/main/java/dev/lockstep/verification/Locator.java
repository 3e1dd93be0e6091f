package dev.lockstep.verification;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Divergence;
import dev.lockstep.compare.Envelope;
import dev.lockstep.compare.EpochBounds;
import dev.lockstep.compare.EpochComparison;
import dev.lockstep.compare.Lockstep;
import dev.lockstep.compare.NoiseModel;
import dev.lockstep.compare.SeriesComparison;
import dev.lockstep.compare.TensorComparison;
import dev.lockstep.diagnosis.Diagnosis;
import dev.lockstep.diagnosis.Diagnostician;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.Parameters;
import dev.lockstep.training.EpochListener;
import dev.lockstep.training.Trainer;
import dev.lockstep.trajectory.Quantity;
import dev.lockstep.trajectory.Stage;
import dev.lockstep.trajectory.Trajectory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds where an implementation first parts from the reference or from another implementation. */
public final class Locator {
  private static final long ENVELOPE_SEED = 1;

  private Locator() {}

  /**
   * Compares an implementation with the reference.
   *
   * @param listener is told of every epoch, free-running and in lockstep, counted from 1 to twice
   *     the case's epochs
   */
  public static Location locate(
      CaseFile caseFile, Backend backend, Execution execution, EpochListener listener) {
    TrainingCase trainingCase = caseFile.trainingCase();
    Trajectory actual = Trainer.train(backend, trainingCase, execution, listener);
    Lockstep.Outcome lockstep =
        Lockstep.run(backend, trainingCase, execution, after(trainingCase, listener));
    Envelope envelope = envelope(trainingCase, backend, execution);
    SeriesComparison drift = SeriesComparison.ofDrift(actual, envelope);
    return new Location(
        caseFile,
        backend.info().name(),
        ReferenceBackend.NAME,
        execution,
        initial(trainingCase, backend, execution),
        lockstep.comparison(),
        drift,
        diagnosis(trainingCase, actual, lockstep, drift, envelope));
  }

  /**
   * Compares an implementation with another one.
   *
   * @param listener is told of every epoch, free-running and in lockstep, counted from 1 to twice
   *     the case's epochs
   */
  public static Location locateAgainst(
      CaseFile caseFile,
      Backend backend,
      Backend other,
      Execution execution,
      EpochListener listener) {
    TrainingCase trainingCase = caseFile.trainingCase();
    Trajectory actual = Trainer.train(backend, trainingCase, execution, listener);
    Trajectory expected = Trainer.train(other, trainingCase, execution, epoch -> {});
    Lockstep.Outcome lockstep =
        Lockstep.runAgainst(backend, other, trainingCase, execution, after(trainingCase, listener));
    Envelope envelope = envelope(trainingCase, backend, execution);
    Envelope otherEnvelope = envelope(trainingCase, other, execution);
    List<EpochBounds> bounds = new ArrayList<>();
    for (int i = 0; i < trainingCase.epochs(); i++) {
      bounds.add(envelope.bounds().get(i).plus(otherEnvelope.bounds().get(i)));
    }
    SeriesComparison drift = SeriesComparison.ofDrift(actual, expected, bounds);
    return new Location(
        caseFile,
        backend.info().name(),
        other.info().name(),
        execution,
        initial(trainingCase, backend, execution),
        lockstep.comparison(),
        drift,
        diagnosis(trainingCase, actual, lockstep, drift, envelope));
  }

  private static EpochListener after(TrainingCase trainingCase, EpochListener listener) {
    return epoch -> listener.epochDone(trainingCase.epochs() + epoch);
  }

  private static Envelope envelope(
      TrainingCase trainingCase, Backend backend, Execution execution) {
    NoiseModel noise = NoiseModel.of(backend.info(), execution.precision());
    return Envelope.of(trainingCase, noise, ENVELOPE_SEED);
  }

  /** An implementation that draws initial weights of its own parts before the first epoch. */
  private static Optional<Divergence> initial(
      TrainingCase trainingCase, Backend backend, Execution execution) {
    Parameters expected =
        TorchInitializer.initialState(trainingCase).roundedTo(execution.precision()).parameters();
    try (Session session =
        backend.open(trainingCase, TorchInitializer.initialState(trainingCase), execution)) {
      Parameters actual = session.state().parameters();
      List<TensorComparison> tensors =
          expected.layout().names().stream()
              .map(
                  name ->
                      TensorComparison.of(
                          new Quantity(Stage.START, name),
                          0,
                          actual.get(name),
                          expected.get(name),
                          expected.get(name).map(value -> 0)))
              .toList();
      return new EpochComparison(1, tensors).divergence();
    }
  }

  private static Optional<Diagnosis> diagnosis(
      TrainingCase trainingCase,
      Trajectory actual,
      Lockstep.Outcome lockstep,
      SeriesComparison drift,
      Envelope envelope) {
    if (!lockstep.divergent().isEmpty()) {
      return Optional.of(
          Diagnostician.ofSteps(trainingCase, lockstep.divergent(), envelope.noise()));
    }
    return drift.mismatches() == 0
        ? Optional.empty()
        : Optional.of(Diagnostician.ofTraining(trainingCase, actual, envelope));
  }
}
