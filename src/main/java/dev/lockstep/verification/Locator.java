package dev.lockstep.verification;

import dev.lockstep.backend.reference.ReferenceBackend;
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
import dev.lockstep.tensor.Precision;
import dev.lockstep.trajectory.Quantity;
import dev.lockstep.trajectory.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds where an implementation first parts from the reference or from another implementation. It
 * compares what recorded tasks gave, and trains nothing but the reference.
 */
public final class Locator {
  private static final long ENVELOPE_SEED = 1;

  private Locator() {}

  /**
   * Compares an implementation with the reference.
   *
   * @param task a task with {@link TrainingTask.Mode#RECORDED}
   * @param result what came of it
   */
  public static Location locate(TrainingTask task, TaskResult.Completed result) {
    TrainingCase trainingCase = task.caseFile().trainingCase();
    Envelope envelope = Envelope.of(trainingCase, noise(task), ENVELOPE_SEED);
    return location(
        task,
        ReferenceBackend.NAME,
        result,
        Lockstep.compare(recording(result), trainingCase, noise(task)),
        SeriesComparison.ofDrift(result.trajectory(), envelope),
        envelope);
  }

  /**
   * Compares an implementation with another one.
   *
   * @param task a task with {@link TrainingTask.Mode#RECORDED}
   * @param result what came of it
   * @param otherTask the same for the other implementation
   * @param other what came of that
   */
  public static Location locate(
      TrainingTask task,
      TaskResult.Completed result,
      TrainingTask otherTask,
      TaskResult.Completed other) {
    TrainingCase trainingCase = task.caseFile().trainingCase();
    Envelope envelope = Envelope.of(trainingCase, noise(task), ENVELOPE_SEED);
    Envelope otherEnvelope = Envelope.of(trainingCase, noise(otherTask), ENVELOPE_SEED);
    List<EpochBounds> bounds = new ArrayList<>();
    for (int i = 0; i < trainingCase.epochs(); i++) {
      bounds.add(envelope.bounds().get(i).plus(otherEnvelope.bounds().get(i)));
    }
    return location(
        task,
        otherTask.backend().info().name(),
        result,
        Lockstep.compare(
            recording(result), noise(task), recording(other), noise(otherTask), trainingCase),
        SeriesComparison.ofDrift(result.trajectory(), other.trajectory(), bounds),
        envelope);
  }

  private static Location location(
      TrainingTask task,
      String against,
      TaskResult.Completed result,
      Lockstep.Outcome lockstep,
      SeriesComparison drift,
      Envelope envelope) {
    return new Location(
        task.caseFile(),
        task.backend().info().name(),
        against,
        task.execution(),
        initial(task, recording(result).opened().parameters()),
        lockstep.comparison(),
        drift,
        diagnosis(task.caseFile().trainingCase(), result, lockstep, drift, envelope));
  }

  private static NoiseModel noise(TrainingTask task) {
    return NoiseModel.of(task.backend().info(), task.execution().precision());
  }

  private static Lockstep.Recording recording(TaskResult.Completed result) {
    return result
        .recording()
        .orElseThrow(() -> new IllegalArgumentException("the task was not recorded"));
  }

  /** An implementation may draw weights of its own, which loading a state would hide. */
  private static Optional<Divergence> initial(TrainingTask task, Parameters actual) {
    Precision precision = task.execution().precision();
    Parameters expected =
        TorchInitializer.initialState(task.caseFile().trainingCase())
            .roundedTo(precision)
            .parameters();
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

  private static Optional<Diagnosis> diagnosis(
      TrainingCase trainingCase,
      TaskResult.Completed result,
      Lockstep.Outcome lockstep,
      SeriesComparison drift,
      Envelope envelope) {
    if (!lockstep.divergent().isEmpty()) {
      return Optional.of(
          Diagnostician.ofSteps(trainingCase, lockstep.divergent(), envelope.noise()));
    }
    return drift.mismatches() == 0
        ? Optional.empty()
        : Optional.of(Diagnostician.ofTraining(trainingCase, result.trajectory(), envelope));
  }
}
