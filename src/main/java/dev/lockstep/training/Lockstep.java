package dev.lockstep.training;

import dev.lockstep.backend.Backend;
import dev.lockstep.backend.Execution;
import dev.lockstep.backend.Session;
import dev.lockstep.backend.reference.Rounding;
import dev.lockstep.backend.reference.Variant;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.compare.StepBounds;
import dev.lockstep.compare.StepResult;
import dev.lockstep.compare.TrainingResult;
import dev.lockstep.model.ModelState;
import dev.lockstep.noise.LocalEnvelope;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

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
   * Runs the epochs of a case, compared with the reference, up to the first that has no bounds.
   *
   * @param listener is told of every epoch
   * @throws InvalidStepException if the backend hands over what is no training of the case
   */
  public static Outcome run(
      Backend backend, TrainingCase trainingCase, Execution execution, EpochListener listener) {
    Tally tally = new Tally();
    NoiseModel noise = NoiseModel.of(backend.info(), execution.precision());
    try (Session session = CheckedSession.start(backend, trainingCase, execution);
        LocalEnvelope envelope = envelope(trainingCase, noise)) {
      drive(
          trainingCase,
          execution,
          session,
          step -> {
            boolean goesOn = tally.add(step, envelope.from(step.start()));
            listener.epochDone(step.record().step());
            return goesOn;
          });
    }
    return tally.outcome(trainingCase);
  }

  /**
   * Runs all epochs of a case and keeps every record, so that they can be compared elsewhere.
   *
   * @param listener is told of every epoch
   * @throws InvalidStepException if the backend hands over what is no training of the case
   */
  public static Trace trace(
      Backend backend, TrainingCase trainingCase, Execution execution, EpochListener listener) {
    List<Step> steps = new ArrayList<>();
    try (Session session = CheckedSession.start(backend, trainingCase, execution)) {
      ModelState opened = session.state();
      drive(
          trainingCase,
          execution,
          session,
          step -> {
            listener.epochDone(step.record().step());
            return steps.add(step);
          });
      return new Trace(opened, steps);
    }
  }

  /** Compares a trace with the reference, up to the first epoch that has no bounds. */
  public static Outcome compare(Trace trace, TrainingCase trainingCase, NoiseModel noise) {
    Tally tally = new Tally();
    try (LocalEnvelope envelope = envelope(trainingCase, noise)) {
      for (Step step : trace.steps()) {
        if (!tally.add(step, envelope.from(step.start()))) {
          break;
        }
      }
    }
    return tally.outcome(trainingCase);
  }

  /**
   * Compares a trace with that of another implementation, which was given the same states, up to
   * the first epoch that has no bounds. Allowed is what both may stray together.
   */
  public static Outcome compare(
      Trace trace,
      NoiseModel noise,
      Trace other,
      NoiseModel otherNoise,
      TrainingCase trainingCase) {
    Tally tally = new Tally();
    int epochs = Math.min(trace.steps().size(), other.steps().size());
    try (LocalEnvelope envelope = envelope(trainingCase, noise);
        LocalEnvelope otherEnvelope = envelope(trainingCase, otherNoise)) {
      for (int i = 0; i < epochs; i++) {
        ModelState start = trace.steps().get(i).start();
        StepBounds bounds = envelope.from(start).bounds().plus(otherEnvelope.from(start).bounds());
        StepRecord expected = other.steps().get(i).record();
        if (!tally.add(trace.steps().get(i), new LocalEnvelope.Expectation(expected, bounds))) {
          break;
        }
      }
    }
    return tally.outcome(trainingCase);
  }

  /** Gives the session the reference's states one after the other, until told to stop. */
  private static void drive(
      TrainingCase trainingCase,
      Execution execution,
      Session session,
      Predicate<Step> goesOnAfter) {
    try (Session guide =
        Variant.correct().start(trainingCase, Precision.FLOAT64, Rounding.exact())) {
      for (int epoch = 1; epoch <= trainingCase.epochs(); epoch++) {
        ModelState rounded = guide.state().roundedTo(execution.precision());
        session.load(rounded);
        if (!goesOnAfter.test(new Step(rounded, session.step()))) {
          return;
        }
        guide.step();
      }
    }
  }

  /** What an epoch should give from any state, and the bounds that lockstep judges by. */
  public static LocalEnvelope envelope(TrainingCase trainingCase, NoiseModel noise) {
    return new LocalEnvelope(trainingCase, Variant.correct(), noise, SEED);
  }

  /** Compares steps as they come. */
  private static final class Tally {
    private final List<StepResult> steps = new ArrayList<>();
    private final List<Step> divergent = new ArrayList<>();

    /** Whether there were bounds to compare the step within. */
    boolean add(Step step, LocalEnvelope.Expectation expected) {
      Optional<StepResult> result = expected.compare(step.record());
      result.ifPresent(steps::add);
      if (result.filter(r -> r.mismatches() > 0).isPresent() && divergent.size() < KEPT) {
        divergent.add(step);
      }
      return result.isPresent();
    }

    Outcome outcome(TrainingCase trainingCase) {
      return new Outcome(new TrainingResult(steps, trainingCase.epochs()), divergent);
    }
  }

  /**
   * What a run found.
   *
   * @param comparison every epoch compared
   * @param divergent the first epochs with a mismatch, at most {@value #KEPT}
   */
  public record Outcome(TrainingResult comparison, List<Step> divergent) {
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
  public record Step(ModelState start, StepRecord record) {}

  /**
   * All epochs of an implementation.
   *
   * @param opened the state that it reported before it was given any but the initial one
   * @param steps one entry an epoch
   */
  public record Trace(ModelState opened, List<Step> steps) {
    /** Copies the list. */
    public Trace {
      steps = List.copyOf(steps);
    }
  }
}
