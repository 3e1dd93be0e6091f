package dev.lockstep.verification;

import dev.lockstep.backend.Backends;
import dev.lockstep.cases.GoldenArray;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.SeriesComparison;
import dev.lockstep.compare.StepBounds;
import dev.lockstep.compare.TensorComparison;
import dev.lockstep.compare.Verdict;
import dev.lockstep.diagnosis.Diagnosis;
import dev.lockstep.diagnosis.Diagnostician;
import dev.lockstep.golden.GoldenComparison;
import dev.lockstep.golden.Vacuity;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.Parameters;
import dev.lockstep.model.StepTensors;
import dev.lockstep.noise.Envelope;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.recording.TensorName;
import dev.lockstep.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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
    if (result instanceof JobResult.Unsupported unsupported) {
      return without(job, Verdict.UNSUPPORTED, unsupported.reason(), result);
    }
    if (result instanceof JobResult.Failed failed) {
      return failed(job, failed.reason(), result);
    }
    if (envelope instanceof Part.Missing<Envelope> missing) {
      return failed(job, "no noise floor could be derived: " + missing.reason(), result);
    }
    Judgement judgement =
        judge(
            job,
            (JobResult.Completed) result,
            ((Part.Made<Envelope>) envelope).value(),
            coverage.orElse(reason -> FaultCoverage.NONE));
    return coverage instanceof Part.Missing<FaultCoverage> missing
            && judgement.verdict() != Verdict.DIVERGENT
        ? failed(job, "the known faults could not be tried: " + missing.reason(), result)
        : judgement;
  }

  /** The judgement of a job that nothing can be said of. */
  static Judgement failed(Job job, String reason, JobResult result) {
    return without(job, Verdict.ERROR, reason, result);
  }

  private static Judgement judge(
      Job job, JobResult.Completed completed, Envelope envelope, FaultCoverage coverage) {
    TrainingCase trainingCase = job.caseFile().trainingCase();
    Optional<String> vacuous = vacuous(trainingCase, completed.steps(), envelope);
    if (vacuous.isPresent()) {
      return without(job, Verdict.ERROR, vacuous.get(), completed);
    }
    Tensor actual = StepTensors.lastSoftmax(completed.steps());
    Optional<GoldenComparison> golden =
        envelope
            .softmax()
            .flatMap(
                noise ->
                    trainingCase.golden().map(array -> GoldenComparison.of(array, actual, noise)));
    Tensor exact = StepTensors.lastSoftmax(envelope.exact());
    Optional<TensorComparison> softmax =
        envelope
            .softmax()
            .map(noise -> TensorComparison.of(StepTensors.SOFTMAX, 0, actual, exact, noise));
    SeriesComparison drift = envelope.drift(completed.steps());
    Finding finding = Finding.of(completed, golden, drift, coverage);
    Part<Optional<Diagnosis>> diagnosis =
        new Parts()
            .make(
                () ->
                    finding.verdict() == Verdict.DIVERGENT
                        ? Optional.of(diagnose(trainingCase, completed, golden, drift, envelope))
                        : Optional.empty());
    String unexplained =
        diagnosis instanceof Part.Missing<Optional<Diagnosis>> missing
            ? "; what would explain it could not be looked for: " + missing.reason()
            : "";
    return new Judgement(
        job.backend().info(),
        Backends.pathOf(job.backend()),
        job.execution(),
        finding.verdict(),
        finding.reason() + unexplained,
        completed,
        Optional.of(envelope),
        golden,
        softmax,
        Optional.of(drift),
        coverage.tried() == 0 ? Optional.empty() : Optional.of(coverage),
        diagnosis.orElse(reason -> Optional.empty()));
  }

  private static Optional<String> vacuous(
      TrainingCase trainingCase, List<StepRecord> actual, Envelope envelope) {
    if (actual.size() != trainingCase.epochs()) {
      return Optional.of(
          "reached "
              + actual.size()
              + " of "
              + trainingCase.epochs()
              + " epochs, so the trainings cannot be compared");
    }
    if (!(envelope.bounds().get(trainingCase.epochs() - 1) instanceof StepBounds.Bounded last)) {
      return Optional.empty(); // the finding says why it is inconclusive
    }
    if (standsStill(trainingCase, envelope, last)) {
      return Optional.of(
          "the learning rate "
              + trainingCase.optimizer().learningRate()
              + " moves no parameter by more than rounding may, so that a training that updates"
              + " nothing would pass");
    }
    Tensor noise = last.allowed().get(StepTensors.SOFTMAX);
    Optional<GoldenArray> golden = trainingCase.golden();
    return golden.isPresent()
        ? Vacuity.of(golden.get(), trainingCase.task().steps(), noise)
        : Vacuity.of("reference's softmax", StepTensors.lastSoftmax(envelope.exact()), noise);
  }

  /**
   * Whether the parameters that the training starts from would pass for those that it ends with.
   */
  private static boolean standsStill(
      TrainingCase trainingCase, Envelope envelope, StepBounds.Bounded bounds) {
    Parameters start = TorchInitializer.initialState(trainingCase).parameters();
    StepRecord last = envelope.exact().get(trainingCase.epochs() - 1);
    return start.layout().names().stream()
        .allMatch(
            name -> {
              TensorName parameter = TensorName.of(Kind.PARAMETER, name);
              Tensor end = last.get(parameter);
              Tensor allowed = bounds.allowed().get(parameter);
              return IntStream.range(0, end.size())
                  .allMatch(i -> Math.abs(end.get(i) - start.get(name).get(i)) <= allowed.get(i));
            });
  }

  private static Diagnosis diagnose(
      TrainingCase trainingCase,
      JobResult.Completed completed,
      Optional<GoldenComparison> golden,
      SeriesComparison drift,
      Envelope envelope) {
    if (completed.lockstep().isPresent() && !completed.lockstep().get().divergent().isEmpty()) {
      return Diagnostician.ofSteps(
          trainingCase, completed.lockstep().get().divergent(), envelope.noise());
    }
    return drift.mismatches() > 0
        ? Diagnostician.ofTraining(trainingCase, completed.steps(), envelope)
        : Diagnostician.ofGolden(trainingCase, trainingCase.golden().orElseThrow(), envelope);
  }

  private static Judgement without(Job job, Verdict verdict, String reason, JobResult result) {
    return new Judgement(
        job.backend().info(),
        Backends.pathOf(job.backend()),
        job.execution(),
        verdict,
        reason,
        result,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
