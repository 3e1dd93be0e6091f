package dev.lockstep.verification;

import dev.lockstep.backend.reference.ReferenceBackend;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.message.Reason;
import dev.lockstep.noise.Envelope;
import dev.lockstep.noise.LocalEnvelope;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.recording.RecordingFacts;
import dev.lockstep.recording.StepRecord;
import dev.lockstep.tensor.ElementType;
import dev.lockstep.tensor.Precision;
import dev.lockstep.training.Lockstep;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes every training that a verification compared as a recording: for each case a folder {@code
 * CASE/reference} with the exact training, which is expected, and its noise, and a folder {@code
 * CASE/NAME} for each implementation; those of a run in lockstep in {@code CASE/lockstep}. The
 * reference's own training in a precision is named after that, as {@code reference-float32}.
 * Comparing an implementation's folder with the reference's comes to what the verification found of
 * the two trainings.
 */
public final class CaseRecordings {
  private final Path directory;
  private Optional<String> failure = Optional.empty();

  /** Recordings in a directory that is empty or missing. */
  public CaseRecordings(Path directory) {
    this.directory = directory;
  }

  /** Writes a case's trainings; what keeps them from being written is kept instead. */
  public void add(CaseOutcome outcome) {
    try {
      write(outcome);
    } catch (UncheckedIOException e) {
      failure = failure.or(() -> Optional.of(Reason.of(e)));
    }
  }

  /** Why a recording could not be written, the first reason; empty if all were. */
  public Optional<String> failure() {
    return failure;
  }

  private void write(CaseOutcome outcome) {
    TrainingCase trainingCase = outcome.caseFile().trainingCase();
    Path folder = directory.resolve(trainingCase.name());
    List<Trained> all = new ArrayList<>();
    List<Trained> traced = new ArrayList<>();
    for (Judgement judgement : outcome.judgements()) {
      if (judgement.envelope().isPresent()
          && judgement.result() instanceof JobResult.Completed completed) {
        Trained trained = new Trained(judgement, judgement.envelope().get(), completed);
        all.add(trained);
        completed.trace().ifPresent(trace -> traced.add(trained));
      }
    }
    if (!all.isEmpty()) {
      writeFreeRunning(folder, trainingCase, all);
    }
    if (!traced.isEmpty()) {
      writeLockstep(folder.resolve("lockstep"), trainingCase, traced);
    }
  }

  private static void writeFreeRunning(
      Path folder, TrainingCase trainingCase, List<Trained> trained) {
    List<StepRecord> exact = trained.get(0).envelope().exact();
    try (RecordedSides sides =
        sides(folder, trainingCase, trained, Envelope.RUNS + Envelope.OTHER_ORDER_RUNS, false)) {
      for (int i = 0; i < exact.size(); i++) {
        int step = i;
        sides.add(
            exact.get(step),
            trained.stream().map(t -> t.completed().steps().get(step)).toList(),
            trained.stream().map(t -> t.envelope().bounds().get(step)).toList());
      }
      sides.finish();
    }
  }

  /**
   * The bounds are derived once more, as they are too many to be kept since they were judged by.
   */
  private static void writeLockstep(Path folder, TrainingCase trainingCase, List<Trained> trained) {
    Map<NoiseModel, LocalEnvelope> envelopes = new LinkedHashMap<>();
    int runs = LocalEnvelope.RUNS + LocalEnvelope.OTHER_ORDER_RUNS;
    try (RecordedSides sides = sides(folder, trainingCase, trained, runs, true)) {
      for (Trained one : trained) {
        envelopes.computeIfAbsent(one.noise(), noise -> Lockstep.envelope(trainingCase, noise));
      }
      for (int i = 0; i < trainingCase.epochs(); i++) {
        int step = i;
        Map<NoiseModel, LocalEnvelope.Expectation> expected = new LinkedHashMap<>();
        envelopes.forEach(
            (noise, envelope) ->
                expected.put(noise, envelope.from(trained.get(0).traced(step).start())));
        sides.add(
            expected.get(trained.get(0).noise()).record(),
            trained.stream().map(t -> t.traced(step).record()).toList(),
            trained.stream().map(t -> expected.get(t.noise()).bounds()).toList());
      }
      sides.finish();
    } finally {
      envelopes.values().forEach(LocalEnvelope::close);
    }
  }

  private static RecordedSides sides(
      Path folder, TrainingCase trainingCase, List<Trained> trained, int runs, boolean lockstep) {
    ElementType precision = type(trained.get(0).judgement().execution().precision());
    RecordingFacts expected =
        RecordingFacts.of(trainingCase.name(), ElementType.F64)
            .withSource("trained by the reference without rounding")
            .withNoise(new RecordingFacts.NoiseFacts(runs, precision))
            .withLockstep(lockstep);
    RecordedSides sides =
        new RecordedSides(
            new RecordedSide(folder.resolve(ReferenceBackend.NAME), trainingCase, expected));
    for (Trained one : trained) {
      sides.open(
          () ->
              new RecordedSide(
                  folder.resolve(one.folderName()),
                  trainingCase,
                  one.facts(trainingCase).withLockstep(lockstep)));
    }
    return sides;
  }

  private static ElementType type(Precision precision) {
    return ElementType.ofLabel(precision.label()).orElseThrow();
  }

  /** A training that was compared. */
  private record Trained(Judgement judgement, Envelope envelope, JobResult.Completed completed) {

    NoiseModel noise() {
      return envelope.noise();
    }

    Lockstep.Step traced(int index) {
      return completed.trace().orElseThrow().steps().get(index);
    }

    String folderName() {
      String name = judgement.info().name();
      return name.equals(ReferenceBackend.NAME)
          ? name + "-" + judgement.execution().precision().label()
          : name.replace('/', '_');
    }

    RecordingFacts facts(TrainingCase trainingCase) {
      return RecordingFacts.of(trainingCase.name(), type(judgement.execution().precision()))
          .withSource("trained by " + judgement.info().name() + ", " + judgement.info().library())
          .withEnvironment(Map.of("device", judgement.execution().device().label()));
    }
  }
}
