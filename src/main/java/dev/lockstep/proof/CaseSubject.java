package dev.lockstep.proof;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Device;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.Mismatch;
import dev.lockstep.compare.Verdict;
import dev.lockstep.device.Preflight;
import dev.lockstep.diagnosis.Candidate;
import dev.lockstep.diagnosis.Diagnosis;
import dev.lockstep.fault.Fault;
import dev.lockstep.fault.FaultBackend;
import dev.lockstep.fault.SmallError;
import dev.lockstep.golden.GoldenComparison;
import dev.lockstep.message.Reason;
import dev.lockstep.model.StepTensors;
import dev.lockstep.noise.Envelope;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import dev.lockstep.verification.CaseJudge;
import dev.lockstep.verification.FaultCoverage;
import dev.lockstep.verification.FaultTrial;
import dev.lockstep.verification.InProcessRunner;
import dev.lockstep.verification.Job;
import dev.lockstep.verification.JobResult;
import dev.lockstep.verification.Judgement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * A case of the built-in networks, trained in float32 by every wrong implementation that applies.
 *
 * @param caseFile the case
 * @param faults the wrong implementations
 */
public record CaseSubject(CaseFile caseFile, List<Fault> faults) implements Subject {
  /** How much of a mean of a thousand float32 numbers rounding may be. */
  private static final double SHARED = 1e-5;

  private static final Execution FLOAT32 = new Execution(Precision.FLOAT32, Device.CPU);

  /** Keeps those that apply to the case. */
  public CaseSubject {
    faults = faults.stream().filter(fault -> fault.appliesTo(caseFile.trainingCase())).toList();
  }

  @Override
  public String name() {
    return caseFile.trainingCase().name();
  }

  @Override
  public int trials() {
    return faults.size();
  }

  @Override
  public SubjectProof prove(ExecutorService threads, ProofListener listener) {
    long start = System.nanoTime();
    Backend right = new ReferenceBackend();
    CaseJudge judge = CaseJudge.of(caseFile, NoiseModel.of(right.info(), Precision.FLOAT32));
    Judgement control = judgement(judge, right);
    List<Trial> trials = new ArrayList<>();
    trials.add(control(control));
    trials.addAll(
        Subject.each(
            threads,
            faults,
            fault -> {
              Trial trial = trial(judge, fault);
              listener.tried(name(), fault.id());
              return trial;
            }));
    return new SubjectProof(
        name(),
        caseFile.path().toString(),
        SubjectProof.Sort.CASE,
        trials,
        excess(control),
        limits(threads, judge.envelope()),
        (System.nanoTime() - start) / 1e9);
  }

  private Judgement judgement(CaseJudge judge, Backend backend) {
    Job job = new Job(caseFile, backend, FLOAT32, Job.Mode.FREE_RUNNING);
    JobResult result = new InProcessRunner(Preflight.ofThisMachine()).run(job, epoch -> {});
    return judge.judge(job, result);
  }

  private static Trial control(Judgement judgement) {
    Outcome outcome =
        switch (judgement.verdict()) {
          case EQUIVALENT -> Outcome.PASSED;
          case DIVERGENT -> Outcome.FALSE_ALARM;
          case INCONCLUSIVE, UNSUPPORTED, ERROR -> Outcome.OPEN;
        };
    return new Trial(
        "unchanged",
        "nothing is wrong",
        List.of(),
        outcome,
        Optional.of(judgement.verdict()),
        "nowhere",
        first(judgement).map(CaseSubject::place),
        first(judgement).isEmpty(),
        named(judgement),
        named(judgement).isEmpty() ? Naming.NOTHING_TO_NAME : Naming.WRONG,
        excess(judgement),
        judgement.reason());
  }

  private Trial trial(CaseJudge judge, Fault fault) {
    try {
      Judgement judgement = judgement(judge, new FaultBackend(fault));
      if (judgement.verdict() == Verdict.ERROR || judgement.verdict() == Verdict.UNSUPPORTED) {
        return Trial.failed(fault.id(), fault.sentence(), fault.reports(), judgement.reason());
      }
      return trial(judge.envelope(), fault, judgement);
    } catch (RuntimeException e) {
      return Trial.failed(fault.id(), fault.sentence(), fault.reports(), Reason.of(e));
    }
  }

  private Trial trial(Envelope envelope, Fault fault, Judgement judgement) {
    boolean caught = judgement.verdict() == Verdict.DIVERGENT;
    Optional<Mismatch> first = first(judgement);
    List<String> causes = named(judgement);
    boolean right = !caught || first.filter(found -> isAt(envelope, fault, found)).isPresent();
    Naming naming =
        causes.contains(fault.id())
            ? Naming.RIGHT
            : causes.isEmpty() ? Naming.MISSING : Naming.WRONG;
    return new Trial(
        fault.id(),
        fault.sentence(),
        fault.reports(),
        caught ? Outcome.CAUGHT : uncaught(envelope, fault),
        Optional.of(judgement.verdict()),
        fault.symptom().toString(),
        first.map(CaseSubject::place),
        right,
        causes,
        caught ? naming : Naming.NOTHING_TO_NAME,
        excess(judgement),
        caught ? "" : judgement.reason());
  }

  private boolean isAt(Envelope envelope, Fault fault, Mismatch first) {
    return fault.symptom().isAt(first.step(), first.tensor().name())
        || first.tensor().name().kind() == Kind.GRADIENT
            && fault.symptom().isAt(first.step(), StepTensors.LOSS)
            && sharesLoss(envelope, fault, first.step());
  }

  /**
   * Whether a wrong implementation comes to the right loss in an epoch. Of a forward pass before
   * the last epoch only the loss is kept, one mean that two different cells may share.
   */
  private boolean sharesLoss(Envelope envelope, Fault fault, int epoch) {
    List<StepRecord> wrong =
        Envelope.exactTraining(caseFile.trainingCase(), fault.variant(), Precision.FLOAT32);
    double right = StepTensors.loss(envelope.exact().get(epoch - 1));
    return Math.abs(StepTensors.loss(wrong.get(epoch - 1)) - right) <= SHARED * Math.abs(right);
  }

  /** What is not caught is proved equivalent by the reasoning of every verification, or escapes. */
  private Outcome uncaught(Envelope envelope, Fault fault) {
    FaultCoverage coverage =
        FaultTrial.of(caseFile.trainingCase(), Precision.FLOAT32, List.of(envelope), List.of(fault))
            .get(0);
    if (coverage.tried() == 0) {
      return Outcome.SAME;
    }
    return coverage.invisible().isEmpty() ? Outcome.ESCAPED : Outcome.INVISIBLE;
  }

  private static Optional<Mismatch> first(Judgement judgement) {
    return judgement.drift().flatMap(drift -> drift.divergence());
  }

  private static String place(Mismatch first) {
    return "epoch " + first.step() + ", " + first.tensor().name();
  }

  private static List<String> named(Judgement judgement) {
    return judgement.diagnosis().map(Diagnosis::matches).orElse(List.of()).stream()
        .map(Candidate::id)
        .toList();
  }

  private static double excess(Judgement judgement) {
    return judgement.drift().map(drift -> drift.maxExcess()).orElse(Double.NaN);
  }

  private List<DetectionLimit> limits(ExecutorService threads, Envelope envelope) {
    List<SmallError> errors =
        Arrays.stream(SmallError.values())
            .filter(error -> error.appliesTo(caseFile.trainingCase()))
            .toList();
    return Subject.each(
        threads,
        errors,
        error ->
            DetectionLimit.search(
                words(error), part -> isSeen(envelope, training(error.of(part)))));
  }

  private static String words(SmallError error) {
    return switch (error) {
      case RATE -> "learning rate";
      case EPSILON -> "epsilon";
      case WEIGHT -> "one weight";
    };
  }

  private List<StepRecord> training(Variant variant) {
    return Envelope.training(
        caseFile.trainingCase(), variant, Precision.FLOAT32, Rounding.to(Precision.FLOAT32));
  }

  private boolean isSeen(Envelope envelope, List<StepRecord> steps) {
    TrainingCase trainingCase = caseFile.trainingCase();
    boolean byGolden =
        trainingCase.golden().isPresent()
            && envelope
                .softmax()
                .filter(
                    noise ->
                        GoldenComparison.of(
                                    trainingCase.golden().get(),
                                    StepTensors.lastSoftmax(steps),
                                    noise)
                                .softmax()
                                .mismatches()
                            > 0)
                .isPresent();
    return byGolden || envelope.drift(steps).mismatches() > 0;
  }
}
