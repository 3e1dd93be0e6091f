package dev.lockstep.verification;

import dev.lockstep.backend.Backends;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Divergence;
import dev.lockstep.compare.EpochComparison;
import dev.lockstep.compare.SeriesComparison;
import dev.lockstep.compare.StepBounds;
import dev.lockstep.compare.TensorComparison;
import dev.lockstep.diagnosis.Diagnosis;
import dev.lockstep.diagnosis.Diagnostician;
import dev.lockstep.model.Parameters;
import dev.lockstep.noise.Envelope;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.TensorName;
import dev.lockstep.training.Lockstep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds where an implementation first parts from the reference or from another implementation. It
 * compares what recorded jobs gave, and trains nothing but the reference.
 */
public final class Locator {
  private static final long ENVELOPE_SEED = 1;

  private Locator() {}

  /**
   * Compares an implementation with the reference.
   *
   * @param job a job with {@link Job.Mode#RECORDED}
   * @param result what came of it
   */
  public static Location locate(Job job, JobResult.Completed result) {
    TrainingCase trainingCase = job.caseFile().trainingCase();
    Envelope envelope = Envelope.of(trainingCase, noise(job), ENVELOPE_SEED);
    return location(
        job,
        Backends.pathOf(job.backend()),
        ReferenceBackend.NAME,
        result,
        Lockstep.compare(recording(result), trainingCase, noise(job)),
        envelope.drift(result.steps()),
        envelope);
  }

  /**
   * Compares an implementation with another one.
   *
   * @param job a job with {@link Job.Mode#RECORDED}
   * @param result what came of it
   * @param otherJob the same for the other implementation
   * @param other what came of that
   */
  public static Location locate(
      Job job, JobResult.Completed result, Job otherJob, JobResult.Completed other) {
    TrainingCase trainingCase = job.caseFile().trainingCase();
    Envelope envelope = Envelope.of(trainingCase, noise(job), ENVELOPE_SEED);
    Envelope otherEnvelope = Envelope.of(trainingCase, noise(otherJob), ENVELOPE_SEED);
    List<StepBounds> bounds = new ArrayList<>();
    for (int i = 0; i < trainingCase.epochs(); i++) {
      bounds.add(envelope.bounds().get(i).plus(otherEnvelope.bounds().get(i)));
    }
    List<Path> own = Backends.pathOf(job.backend());
    return location(
        job,
        own.isEmpty() ? Backends.pathOf(otherJob.backend()) : own,
        otherJob.backend().info().name(),
        result,
        Lockstep.compare(
            recording(result), noise(job), recording(other), noise(otherJob), trainingCase),
        SeriesComparison.of(result.steps(), other.steps(), bounds),
        envelope);
  }

  private static Location location(
      Job job,
      List<Path> backendPath,
      String against,
      JobResult.Completed result,
      Lockstep.Outcome lockstep,
      SeriesComparison drift,
      Envelope envelope) {
    return new Location(
        job.caseFile(),
        job.backend().info().name(),
        backendPath,
        against,
        job.execution(),
        initial(recording(result)),
        lockstep.comparison(),
        drift,
        diagnosis(job.caseFile().trainingCase(), result, lockstep, drift, envelope));
  }

  private static NoiseModel noise(Job job) {
    return NoiseModel.of(job.backend().info(), job.execution().precision());
  }

  private static Lockstep.Recording recording(JobResult.Completed result) {
    return result
        .recording()
        .orElseThrow(() -> new IllegalArgumentException("the job was not recorded"));
  }

  /** An implementation may draw weights of its own, which loading a state would hide. */
  private static Optional<Divergence> initial(Lockstep.Recording recording) {
    Parameters actual = recording.opened().parameters();
    Parameters expected = recording.steps().get(0).start().parameters();
    List<TensorComparison> tensors =
        expected.layout().names().stream()
            .map(
                name ->
                    TensorComparison.of(
                        TensorName.of(Kind.START, name),
                        0,
                        actual.get(name),
                        expected.get(name),
                        expected.get(name).map(value -> 0)))
            .toList();
    return new EpochComparison(1, tensors).divergence();
  }

  private static Optional<Diagnosis> diagnosis(
      TrainingCase trainingCase,
      JobResult.Completed result,
      Lockstep.Outcome lockstep,
      SeriesComparison drift,
      Envelope envelope) {
    if (!lockstep.divergent().isEmpty()) {
      return Optional.of(
          Diagnostician.ofSteps(trainingCase, lockstep.divergent(), envelope.noise()));
    }
    return drift.mismatches() == 0
        ? Optional.empty()
        : Optional.of(Diagnostician.ofTraining(trainingCase, result.steps(), envelope));
  }
}
