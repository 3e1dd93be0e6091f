package dev.lockstep.verification;

import dev.lockstep.backend.Backends;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Mismatch;
import dev.lockstep.compare.StepBounds;
import dev.lockstep.compare.StepResult;
import dev.lockstep.compare.TrainingResult;
import dev.lockstep.compare.Verdict;
import dev.lockstep.diagnosis.Diagnosis;
import dev.lockstep.diagnosis.Diagnostician;
import dev.lockstep.model.Parameters;
import dev.lockstep.noise.Envelope;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.training.Lockstep;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        Lockstep.compare(trace(result), trainingCase, noise(job)),
        envelope.drift(result.steps()),
        envelope,
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
    Envelope both = envelope.plus(otherEnvelope);
    List<Path> own = Backends.pathOf(job.backend());
    return location(
        job,
        own.isEmpty() ? Backends.pathOf(otherJob.backend()) : own,
        otherJob.backend().info().name(),
        result,
        Lockstep.compare(trace(result), noise(job), trace(other), noise(otherJob), trainingCase),
        TrainingResult.of(other.steps(), result.steps(), both.bounds()),
        envelope,
        both);
  }

  private static Location location(
      Job job,
      List<Path> backendPath,
      String against,
      JobResult.Completed result,
      Lockstep.Outcome lockstep,
      TrainingResult drift,
      Envelope envelope,
      Envelope allowed) {
    TrainingCase trainingCase = job.caseFile().trainingCase();
    Optional<Mismatch> initial = initial(trace(result));
    return new Location(
        job.caseFile(),
        job.backend().info().name(),
        backendPath,
        against,
        job.execution(),
        conclusion(job, against, result, initial, lockstep.comparison(), drift, allowed),
        initial,
        lockstep.comparison(),
        drift,
        diagnosis(trainingCase, result, lockstep, drift, envelope));
  }

  private static Conclusion conclusion(
      Job job,
      String against,
      JobResult.Completed result,
      Optional<Mismatch> initial,
      TrainingResult lockstep,
      TrainingResult drift,
      Envelope allowed) {
    TrainingCase trainingCase = job.caseFile().trainingCase();
    Optional<String> blind =
        Blindness.of(trainingCase, Optional.empty(), result.steps().size(), allowed);
    if (blind.isPresent()) {
      return new Conclusion(Verdict.ERROR, blind.get());
    }
    Finding finding = new Finding();
    initial.ifPresent(finding::addInitial);
    finding.addDrift(against, drift);
    finding.addLockstep(lockstep);
    return finding.conclusion(
        () -> FaultTrial.of(trainingCase, allowed.noise().precision(), List.of(allowed)).get(0));
  }

  private static NoiseModel noise(Job job) {
    return NoiseModel.of(job.backend().info(), job.execution().precision());
  }

  private static Lockstep.Trace trace(JobResult.Completed result) {
    return result
        .trace()
        .orElseThrow(() -> new IllegalArgumentException("the job was not recorded"));
  }

  /** An implementation may draw weights of its own, which loading a state would hide. */
  private static Optional<Mismatch> initial(Lockstep.Trace trace) {
    StepRecord expected = start(trace.steps().get(0).start().parameters());
    Map<TensorName, Tensor> equal = new LinkedHashMap<>();
    expected.tensors().forEach((name, tensor) -> equal.put(name, tensor.map(value -> 0)));
    StepBounds.Bounded bounds = new StepBounds.Bounded(1, equal);
    return StepResult.of(expected, start(trace.opened().parameters()), bounds).divergence();
  }

  private static StepRecord start(Parameters parameters) {
    Map<TensorName, Tensor> tensors = new LinkedHashMap<>();
    for (String name : parameters.layout().names()) {
      tensors.put(TensorName.of(Kind.START, name), parameters.get(name));
    }
    return new StepRecord(1, tensors);
  }

  private static Optional<Diagnosis> diagnosis(
      TrainingCase trainingCase,
      JobResult.Completed result,
      Lockstep.Outcome lockstep,
      TrainingResult drift,
      Envelope envelope) {
    return lockstep.divergent().isEmpty() && drift.mismatches() == 0
        ? Optional.empty()
        : Optional.of(
            Diagnostician.of(trainingCase, lockstep.divergent(), result.steps(), envelope));
  }
}
