package dev.lockstep.verification;

import dev.lockstep.backend.Backends;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Bound;
import dev.lockstep.compare.ElementwiseComparison;
import dev.lockstep.compare.TensorResult;
import dev.lockstep.compare.TrainingResult;
import dev.lockstep.compare.Verdict;
import dev.lockstep.diagnosis.Diagnosis;
import dev.lockstep.diagnosis.Diagnostician;
import dev.lockstep.golden.GoldenComparison;
import dev.lockstep.model.StepTensors;
import dev.lockstep.noise.Envelope;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.training.Lockstep;
import java.util.List;
import java.util.Optional;

/** Turns the result of a job into a judgement. */
final class Judge {
  private Judge() {}

  /**
   * Judges a job.
   *
   * @param envelope how far the implementation may stray
   * @param coverage which faults the case would catch within that envelope; without it, only a
   *     divergence can be told
   */
  static Judgement judge(
      Job job, JobResult result, Part<Envelope> envelope, Part<FaultCoverage> coverage) {
    return result.map(
        completed ->
            envelope.map(
                noise -> judge(job, completed, noise, coverage),
                reason -> failed(job, "no noise floor could be derived: " + reason, result)),
        unsupported -> without(job, Verdict.UNSUPPORTED, unsupported.reason(), result),
        failed -> failed(job, failed.reason(), result));
  }

  private static Judgement judge(
      Job job, JobResult.Completed completed, Envelope envelope, Part<FaultCoverage> coverage) {
    Judgement judgement =
        judge(job, completed, envelope, coverage.orElse(reason -> FaultCoverage.NONE));
    return coverage.map(
        tried -> judgement,
        reason ->
            judgement.verdict() == Verdict.DIVERGENT
                ? judgement
                : failed(job, "the known faults could not be tried: " + reason, completed));
  }

  /** The judgement of a job that nothing can be said of. */
  static Judgement failed(Job job, String reason, JobResult result) {
    return without(job, Verdict.ERROR, reason, result);
  }

  private static Judgement judge(
      Job job, JobResult.Completed result, Envelope envelope, FaultCoverage coverage) {
    TrainingCase trainingCase = job.caseFile().trainingCase();
    JobResult.Completed completed = withLockstep(result, trainingCase, envelope);
    Optional<String> blind =
        Blindness.of(trainingCase, trainingCase.golden(), completed.steps().size(), envelope);
    if (blind.isPresent()) {
      return without(job, Verdict.ERROR, blind.get(), completed);
    }
    Tensor actual = StepTensors.lastSoftmax(completed.steps());
    Optional<GoldenComparison> golden =
        envelope
            .softmax()
            .flatMap(
                noise ->
                    trainingCase.golden().map(array -> GoldenComparison.of(array, actual, noise)));
    Tensor exact = StepTensors.lastSoftmax(envelope.exact());
    Optional<TensorResult> softmax =
        envelope
            .softmax()
            .map(Bound.Within::new)
            .map(noise -> ElementwiseComparison.of(StepTensors.SOFTMAX, exact, actual, noise));
    TrainingResult drift = envelope.drift(completed.steps());
    Finding finding = new Finding();
    golden.ifPresent(finding::addGolden);
    finding.addDrift("the reference", drift);
    completed.lockstep().map(Lockstep.Outcome::comparison).ifPresent(finding::addLockstep);
    Conclusion conclusion = finding.conclusion(() -> coverage);
    Part<Optional<Diagnosis>> diagnosis =
        new Parts()
            .make(
                () ->
                    conclusion.verdict() == Verdict.DIVERGENT
                        ? Optional.of(diagnose(trainingCase, completed, drift, envelope))
                        : Optional.empty());
    String unexplained =
        diagnosis.map(
            made -> "", reason -> "what would explain it could not be looked for: " + reason);
    return new Judgement(
        job.backend().info(),
        Backends.choice(job.backend()),
        job.execution(),
        conclusion.adding(unexplained),
        completed,
        Optional.of(envelope),
        golden,
        softmax,
        Optional.of(drift),
        coverage.tried() == 0 ? Optional.empty() : Optional.of(coverage),
        diagnosis.orElse(reason -> Optional.empty()));
  }

  /** A trace is compared here; whatever ran it kept every record and compared none. */
  private static JobResult.Completed withLockstep(
      JobResult.Completed result, TrainingCase trainingCase, Envelope envelope) {
    Optional<Lockstep.Outcome> compared =
        result
            .lockstep()
            .or(
                () ->
                    result
                        .trace()
                        .map(trace -> Lockstep.compare(trace, trainingCase, envelope.noise())));
    return new JobResult.Completed(result.steps(), compared, result.trace(), result.seconds());
  }

  private static Diagnosis diagnose(
      TrainingCase trainingCase,
      JobResult.Completed completed,
      TrainingResult drift,
      Envelope envelope) {
    List<Lockstep.Step> divergent =
        completed.lockstep().map(Lockstep.Outcome::divergent).orElse(List.of());
    return divergent.isEmpty() && drift.mismatches() == 0
        ? Diagnostician.ofGolden(trainingCase, trainingCase.golden().orElseThrow(), envelope)
        : Diagnostician.of(trainingCase, divergent, completed.steps(), envelope);
  }

  private static Judgement without(Job job, Verdict verdict, String reason, JobResult result) {
    return new Judgement(
        job.backend().info(),
        Backends.choice(job.backend()),
        job.execution(),
        new Conclusion(verdict, reason),
        result,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
