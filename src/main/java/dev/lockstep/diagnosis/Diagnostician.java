package dev.lockstep.diagnosis;

import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.GoldenArray;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.StepResult;
import dev.lockstep.compare.TrainingResult;
import dev.lockstep.fault.Fault;
import dev.lockstep.fault.FaultCatalogue;
import dev.lockstep.fault.Visibility;
import dev.lockstep.golden.GoldenComparison;
import dev.lockstep.init.TorchInitializer;
import dev.lockstep.model.ModelState;
import dev.lockstep.model.StepTensors;
import dev.lockstep.noise.Envelope;
import dev.lockstep.noise.LocalEnvelope;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.recording.Kind;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Tensor;
import dev.lockstep.training.Lockstep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Replays divergences against the catalogue. */
public final class Diagnostician {
  private static final long SEED = 2;

  /** How many of the nearest faults get an envelope of their own. */
  private static final int CLOSER_LOOKS = 3;

  /**
   * From which excess on the first epochs of a training are not a fault's: by the reference's
   * bounds right ones may lie outside, but not as far as that. Later ones may, as a wrong training
   * may carry an error on further than the right one.
   */
  private static final double FAR = 1e5;

  /** The same of an epoch, by the bounds of a few runs of the fault's own. */
  private static final double FAR_BY_ROUGH_BOUNDS = 1e3;

  /** How many epochs of a whole training tell whether the rest is worth while. */
  private static final int FIRST = 2;

  /** The excess of what could not be compared. */
  private static final double NO_MATCH = Double.POSITIVE_INFINITY;

  private Diagnostician() {}

  /**
   * Explains a training, free-running and in lockstep, that left the reference's. Named is what
   * explains the epochs in lockstep, which see local error alone; else what explains the whole
   * training, as what is remembered from epoch to epoch shows in no epoch that is taken by itself.
   *
   * @param divergent the epochs that diverged from the same start; may be empty
   * @param training the free-running training, whether it diverged or not
   * @param envelope the reference's training and bounds
   */
  public static Diagnosis of(
      TrainingCase trainingCase,
      List<Lockstep.Step> divergent,
      List<StepRecord> training,
      Envelope envelope) {
    if (divergent.isEmpty()) {
      return ofTraining(trainingCase, training, envelope);
    }
    Diagnosis steps = ofSteps(trainingCase, divergent, envelope.noise());
    if (!steps.matches().isEmpty() || envelope.drift(training).mismatches() == 0) {
      return steps;
    }
    Diagnosis whole = ofTraining(trainingCase, training, envelope);
    return whole.matches().isEmpty() ? steps : whole;
  }

  /**
   * Explains epochs that diverged from the same start as the reference's. Every fault is replayed
   * from that start, within bounds of its own.
   *
   * @param steps one or more divergent epochs
   */
  public static Diagnosis ofSteps(
      TrainingCase trainingCase, List<Lockstep.Step> steps, NoiseModel noise) {
    return ofSteps(trainingCase, steps, noise, "the reference's state");
  }

  private static Diagnosis ofSteps(
      TrainingCase trainingCase, List<Lockstep.Step> steps, NoiseModel noise, String start) {
    List<Candidate> rough = new ArrayList<>();
    for (Fault fault : FaultCatalogue.WHOLE.applicableTo(trainingCase)) {
      if (fault.visibility() == Visibility.ONE_EPOCH) {
        rough.add(candidate(fault, roughExcess(trainingCase, fault.variant(), steps, noise)));
      }
    }
    rough.sort(Comparator.comparingDouble(Candidate::excess));
    List<Candidate> candidates = new ArrayList<>();
    for (Candidate candidate : rough) {
      boolean near = candidates.size() < CLOSER_LOOKS || candidate.excess() < FAR_BY_ROUGH_BOUNDS;
      candidates.add(near ? closerInEpochs(trainingCase, candidate, steps, noise) : candidate);
    }
    double own = excess(trainingCase, Variant.correct(), steps, noise);
    String evidence = steps.size() == 1 ? "one epoch" : steps.size() + " epochs";
    return new Diagnosis(
        Diagnosis.Subject.IMPLEMENTATION, evidence + " from " + start, own, candidates);
  }

  /** Of the first epoch alone, within bounds of a few runs. */
  private static double roughExcess(
      TrainingCase trainingCase, Variant variant, List<Lockstep.Step> steps, NoiseModel noise) {
    try (LocalEnvelope envelope = LocalEnvelope.rough(trainingCase, variant, noise, SEED)) {
      return excess(envelope, steps.subList(0, 1));
    }
  }

  private static Candidate closerInEpochs(
      TrainingCase trainingCase, Candidate candidate, List<Lockstep.Step> steps, NoiseModel noise) {
    Fault fault = FaultCatalogue.named(candidate.id()).orElseThrow();
    return candidate(fault, excess(trainingCase, fault.variant(), steps, noise));
  }

  private static double excess(
      TrainingCase trainingCase, Variant variant, List<Lockstep.Step> steps, NoiseModel noise) {
    try (LocalEnvelope envelope = new LocalEnvelope(trainingCase, variant, noise, SEED)) {
      return excess(envelope, steps);
    }
  }

  private static double excess(LocalEnvelope envelope, List<Lockstep.Step> steps) {
    double excess = 0;
    for (Lockstep.Step step : steps) {
      LocalEnvelope.Expectation expected = envelope.from(step.start());
      excess =
          Math.max(
              excess, expected.compare(step.record()).map(StepResult::maxExcess).orElse(NO_MATCH));
    }
    return excess;
  }

  /**
   * Explains a free-running training that left the reference's. What it recorded of the state after
   * each epoch lets single epochs be replayed from where the training itself was: that sees local
   * error alone, where a whole training may have gone another way since one number was rounded
   * otherwise. What no epoch by itself shows is looked for in the whole training.
   *
   * @param envelope the reference's training and bounds
   */
  public static Diagnosis ofTraining(
      TrainingCase trainingCase, List<StepRecord> actual, Envelope envelope) {
    List<Lockstep.Step> divergent = divergentSteps(trainingCase, actual, envelope.noise());
    if (!divergent.isEmpty()) {
      Diagnosis steps =
          ofSteps(trainingCase, divergent, envelope.noise(), "the state that the training was in");
      if (!steps.matches().isEmpty()) {
        return steps;
      }
    }
    return ofWholeTraining(trainingCase, actual, envelope);
  }

  /** The first epochs that the case's own rules do not explain from the state before them. */
  private static List<Lockstep.Step> divergentSteps(
      TrainingCase trainingCase, List<StepRecord> actual, NoiseModel noise) {
    List<Lockstep.Step> divergent = new ArrayList<>();
    ModelState start = TorchInitializer.initialState(trainingCase).roundedTo(noise.precision());
    try (LocalEnvelope own = new LocalEnvelope(trainingCase, Variant.correct(), noise, SEED)) {
      for (StepRecord step : actual) {
        if (own.from(start).compare(step).filter(c -> c.mismatches() > 0).isPresent()) {
          divergent.add(new Lockstep.Step(start, step));
        }
        if (divergent.size() == Lockstep.KEPT) {
          break;
        }
        start = ModelState.after(step, trainingCase);
      }
    }
    return divergent;
  }

  /**
   * Every fault's training is held to the reference's bounds, then the nearest to bounds of their
   * own.
   */
  private static Diagnosis ofWholeTraining(
      TrainingCase trainingCase, List<StepRecord> actual, Envelope envelope) {
    List<Candidate> rough = new ArrayList<>();
    for (Fault fault : FaultCatalogue.WHOLE.applicableTo(trainingCase)) {
      if (startsNear(trainingCase, fault, actual, envelope)) {
        List<StepRecord> wrong = exactTraining(trainingCase, fault, envelope);
        if (!wrong.equals(envelope.exact())) {
          rough.add(candidate(fault, TrainingResult.of(wrong, actual, envelope.bounds())));
        }
      } else {
        rough.add(candidate(fault, NO_MATCH));
      }
    }
    rough.sort(Comparator.comparingDouble(Candidate::excess));
    List<Candidate> candidates = new ArrayList<>();
    for (Candidate candidate : rough) {
      boolean near = candidates.size() < CLOSER_LOOKS && candidate.excess() < NO_MATCH;
      candidates.add(near ? closer(trainingCase, candidate, actual, envelope.noise()) : candidate);
    }
    double own = envelope.drift(actual).maxExcess();
    return new Diagnosis(Diagnosis.Subject.IMPLEMENTATION, "the whole training", own, candidates);
  }

  private static Candidate closer(
      TrainingCase trainingCase, Candidate candidate, List<StepRecord> actual, NoiseModel noise) {
    Fault fault = FaultCatalogue.named(candidate.id()).orElseThrow();
    Envelope own = Envelope.of(trainingCase, fault.variant(), noise, SEED);
    return candidate(fault, own.drift(actual));
  }

  /**
   * Whether the first epochs of a fault lie near those of a training: most can be told by these.
   */
  private static boolean startsNear(
      TrainingCase trainingCase, Fault fault, List<StepRecord> actual, Envelope envelope) {
    List<StepRecord> first = new ArrayList<>();
    int epochs = Math.min(FIRST, actual.size());
    try (Session session =
        fault.variant().start(trainingCase, envelope.noise().precision(), Rounding.exact())) {
      for (int epoch = 0; epoch < epochs; epoch++) {
        StepRecord record = session.step();
        first.add(epoch + 1 == trainingCase.epochs() ? record : record.without(Kind.ACTIVATION));
      }
    }
    return TrainingResult.of(first, actual.subList(0, epochs), envelope.bounds()).maxExcess() < FAR;
  }

  private static Candidate candidate(Fault fault, TrainingResult comparison) {
    return candidate(fault, comparison.compared() == 0 ? NO_MATCH : comparison.maxExcess());
  }

  private static Candidate candidate(Fault fault, double excess) {
    return new Candidate(fault.id(), fault.sentence(), excess);
  }

  private static List<StepRecord> exactTraining(
      TrainingCase trainingCase, Fault fault, Envelope envelope) {
    return Envelope.exactTraining(trainingCase, fault.variant(), envelope.noise().precision());
  }

  /**
   * Explains a published array that the reference does not reproduce.
   *
   * @param envelope the reference's training and bounds
   */
  public static Diagnosis ofGolden(
      TrainingCase trainingCase, GoldenArray golden, Envelope envelope) {
    List<Candidate> candidates = new ArrayList<>();
    for (Fault fault : FaultCatalogue.WHOLE.applicableTo(trainingCase)) {
      List<StepRecord> wrong = exactTraining(trainingCase, fault, envelope);
      candidates.add(new Candidate(fault.id(), fault.sentence(), excess(golden, wrong, envelope)));
    }
    return new Diagnosis(
        Diagnosis.Subject.EXPECTED_ARRAY,
        "the expected array",
        excess(golden, envelope.exact(), envelope),
        candidates);
  }

  private static double excess(GoldenArray golden, List<StepRecord> training, Envelope envelope) {
    Tensor softmax = StepTensors.lastSoftmax(training);
    return envelope
        .softmax()
        .map(noise -> GoldenComparison.of(golden, softmax, noise).softmax().maxExcess())
        .orElse(NO_MATCH);
  }
}
