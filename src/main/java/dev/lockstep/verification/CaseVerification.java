package dev.lockstep.verification;

import dev.lockstep.cases.CaseFile;
import dev.lockstep.cases.TrainingCase;
import dev.lockstep.noise.Envelope;
import dev.lockstep.noise.NoiseModel;
import dev.lockstep.tensor.Precision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** What is derived from one case, and what is held of its implementations. */
final class CaseVerification {
  private static final long ENVELOPE_SEED = 1;

  private final List<Job> jobs;
  private final Parts parts;
  private final Executor threads;
  private final Optional<String> refusal;

  /**
   * A verification of a case.
   *
   * @param jobs one job or more, all of the same case
   * @param parts makes what is derived
   * @param threads where that is done
   * @param refusal why nothing is to be derived, if so
   */
  CaseVerification(List<Job> jobs, Parts parts, Executor threads, Optional<String> refusal) {
    this.jobs = jobs;
    this.parts = parts;
    this.threads = threads;
    this.refusal = refusal;
  }

  /**
   * Judges the results once they are there.
   *
   * @param results one entry a job
   */
  CompletableFuture<CaseOutcome> outcome(List<CompletableFuture<JobResult>> results) {
    CompletableFuture<Map<NoiseModel, Derived>> derived = derived();
    List<CompletableFuture<Judgement>> judgements = new ArrayList<>();
    for (int i = 0; i < jobs.size(); i++) {
      Job job = jobs.get(i);
      judgements.add(
          results
              .get(i)
              .thenCombineAsync(derived, (result, d) -> judgement(job, result, d), threads));
    }
    return allOf(judgements).thenApplyAsync(this::outcomeOf, threads);
  }

  private Judgement judgement(Job job, JobResult result, Map<NoiseModel, Derived> derived) {
    return parts
        .make(
            () -> {
              Derived own = derived.get(noise(job));
              return Judge.judge(job, result, own.envelope(), own.coverage());
            })
        .orElse(reason -> Judge.failed(job, "it could not be judged: " + reason, result));
  }

  private CaseOutcome outcomeOf(List<Judgement> judgements) {
    CaseFile caseFile = jobs.get(0).caseFile();
    Optional<String> oddOneOut =
        parts
            .make(() -> OddOneOut.among(caseFile, judgements))
            .orElse(reason -> Optional.of("it could not be told who is odd: " + reason));
    List<VersionChange> changes =
        parts.make(() -> VersionChange.among(jobs, judgements)).orElse(reason -> List.of());
    return new CaseOutcome(caseFile, judgements, oddOneOut, changes);
  }

  /** What each model of noise gives, from the envelopes on. */
  private CompletableFuture<Map<NoiseModel, Derived>> derived() {
    List<NoiseModel> models = jobs.stream().flatMap(job -> known(job).stream()).distinct().toList();
    return allOf(
            models.stream()
                .map(model -> CompletableFuture.supplyAsync(() -> envelope(model), threads))
                .toList())
        .thenApplyAsync(
            envelopes -> {
              Map<NoiseModel, Derived> derived = new HashMap<>();
              for (Precision precision : Precision.values()) {
                derived.putAll(
                    withCoverage(
                        precision,
                        envelopes.stream()
                            .filter(envelope -> envelope.noise().precision() == precision)
                            .toList()));
              }
              return derived;
            },
            threads);
  }

  private Derived envelope(NoiseModel noise) {
    Part<Envelope> envelope =
        refusal
            .<Part<Envelope>>map(Part.Missing::new)
            .orElseGet(() -> parts.make(() -> Envelope.of(trainingCase(), noise, ENVELOPE_SEED)));
    handBackHeap();
    return new Derived(noise, envelope, new Part.Missing<>("there is no noise floor"));
  }

  /** Tries the faults once for all envelopes of a precision. */
  private Map<NoiseModel, Derived> withCoverage(Precision precision, List<Derived> all) {
    Map<NoiseModel, Derived> derived = new HashMap<>();
    List<Derived> bounded = new ArrayList<>();
    List<Envelope> envelopes = new ArrayList<>();
    for (Derived each : all) {
      derived.put(each.noise(), each);
      if (each.envelope() instanceof Part.Made<Envelope> made) {
        bounded.add(each);
        envelopes.add(made.value());
      }
    }
    if (bounded.isEmpty()) {
      return derived;
    }
    Part<List<FaultCoverage>> coverage =
        parts.make(() -> FaultTrial.of(trainingCase(), precision, envelopes));
    handBackHeap();
    for (int i = 0; i < bounded.size(); i++) {
      Derived each = bounded.get(i);
      int place = i;
      derived.put(
          each.noise(),
          new Derived(each.noise(), each.envelope(), coverage.map(found -> found.get(place))));
    }
    return derived;
  }

  /** The model of an implementation that says what it is; of any other, judging it fails. */
  private Optional<NoiseModel> known(Job job) {
    return parts.make(() -> Optional.of(noise(job))).orElse(reason -> Optional.empty());
  }

  private static NoiseModel noise(Job job) {
    return NoiseModel.of(job.backend().info(), job.execution().precision());
  }

  private TrainingCase trainingCase() {
    return jobs.get(0).caseFile().trainingCase();
  }

  private static <T> CompletableFuture<List<T>> allOf(List<CompletableFuture<T>> futures) {
    return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> futures.stream().map(CompletableFuture::join).toList());
  }

  /**
   * Thousands of short trainings leave only garbage, and on busy cores the collector answers with
   * an ever larger heap; a full collection, some 40 ms here, shrinks it again.
   */
  private static void handBackHeap() {
    System.gc();
  }

  /**
   * What is derived from the case and a model of noise alone.
   *
   * @param envelope how far an implementation may stray
   * @param coverage which faults would be caught within it
   */
  private record Derived(NoiseModel noise, Part<Envelope> envelope, Part<FaultCoverage> coverage) {}
}
